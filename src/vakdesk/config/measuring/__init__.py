"""The desk under load: how it is filled, who asks it for pages, and what that costs."""
