"""Templates that come with the house: whole, in three languages, and made into offerings by a press."""

from vakdesk.catalogue import actions
from vakdesk.catalogue.files import described, ready
from vakdesk.people.tests.cast import INSTALLER


def test_each_template_holds_together_in_three_languages(db: None) -> None:
    assert {"new-colleague", "other-work", "leaving-colleague"} <= set(ready())
    for code, content in ready().items():
        said = described(content)
        texts = [said.names, said.about, said.found_by, *(one["words"] for one in said.fields), *(one.titles for one in said.tasks)]
        texts += [choice["words"] for one in said.fields for choice in one["choices"]] + [
            one["helps"] for one in said.fields if one["helps"]
        ]
        assert all(set(text) == {"en", "nl", "et"} for text in texts), code
        actions.publish(actions.install(by=INSTALLER, code=code), by=INSTALLER)
