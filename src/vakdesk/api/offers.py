"""What may not be had through the API itself."""

from vakdesk.ui.offering import not_offered

not_offered(
    "A token that could make tokens could give itself a longer life and a wider reach.",
    "api.make_token",
    "api.make_machine",
    "api.tokens",
)
not_offered("A stolen token shall not lock its owner's other programs out; people revoke on the page.", "api.revoke_token")
