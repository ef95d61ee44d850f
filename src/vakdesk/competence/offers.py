"""What programs may do with evidence: nothing. It is a person's own, and they show it themselves."""

from vakdesk.ui.offering import not_offered

_OWN = "a person says this of their own work, and reads first what they submit"
not_offered(
    _OWN,
    "competence.submit",
    "competence.bring",
    "competence.accept",
    "competence.withdraw",
    "competence.open_passport",
    "competence.set_hints",
)
not_offered("a person writes down what they saw", "competence.observe", "competence.ask_witness", "competence.testify")
not_offered("a person reads it line by line", *(f"competence.{verb}_copy" for verb in ("prepare", "release", "refuse", "take")))
not_offered("two people say this of one of them", *(f"competence.{verb}" for verb in ("rate", "plan", "finish_step", "review")))
not_offered("decided by a person on a contract they have read", "competence.switch_on", "competence.switch_off")
not_offered("a person's own work and evidence; programs read the tickets themselves", "my-work", "my-evidence")
