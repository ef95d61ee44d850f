"""A device is ready only when its profile is satisfied or a deviation is argued, and one sees what it was built against."""

import pytest
from django.test import Client
from refusing import refused

from vakdesk.inventory import actions
from vakdesk.inventory.fitting import overall, verdicts
from vakdesk.inventory.kinds import Fit, State
from vakdesk.inventory.models import Item, ItemType, Profile
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests import cast

CHECKS = [
    {"part": "install", "what": "Office installed", "verify": "Word opens"},
    {"part": "secure", "what": "Drive encrypted", "verify": "manage-bde says on"},
]


@pytest.fixture
def profile(computer: ItemType) -> Profile:
    wanted = [{"field": "memory_gb", "least": 16}, {"field": "encrypted", "least": True}]
    return actions.add_profile(by=cast.INSTALLER, names={"en": "Teacher"}, type=computer, requirements=wanted, checks=CHECKS)


def test_a_device_is_ready_once_every_check_passed_or_is_argued(laptop: Item, profile: Profile, ada: Person) -> None:
    by = cast.actor(ada)
    actions.start_preparing(laptop, by=by, profile=profile)
    with refused("deviation", "2 checks are open"):
        actions.make_ready(laptop, by=by)
    actions.check(laptop, by=by, outcomes={"c1": ("passed", ""), "c2": ("failed", "")})
    with refused("deviation", "1 checks are open"):
        actions.make_ready(laptop, by=by)
    with refused("note_c2", "why it differs"):
        actions.check(laptop, by=by, outcomes={"c2": ("deviates", " ")})
    actions.check(laptop, by=by, outcomes={"c1": ("passed", ""), "c2": ("deviates", "Lab image, no data on it")})
    actions.make_ready(laptop, by=by)
    assert Item.objects.get().state == State.READY
    assert Entry.objects.latest("pk").facts == {"passed": 1, "deviating": 1}
    assert Entry.objects.filter(verb="item.checked").count() == 3
    with pytest.raises(Refused, match="not being prepared"):
        actions.check(laptop, by=by, outcomes={"c1": ("failed", "")})


def test_without_a_profile_it_is_argued_why_a_device_is_ready(laptop: Item, cable: ItemType, ada: Person) -> None:
    by = cast.actor(ada)
    other = actions.add_profile(by=cast.INSTALLER, names={"en": "Cable"}, type=cable, checks=CHECKS)
    with refused("profile", "another type"):
        actions.start_preparing(laptop, by=by, profile=other)
    actions.start_preparing(laptop, by=by)
    with refused("deviation", "No profile"):
        actions.make_ready(laptop, by=by)
    actions.make_ready(laptop, by=by, deviation="Prepared by the maker")
    assert Item.objects.get().state == State.READY


def test_a_requirement_fits_does_not_fit_or_is_unknown(laptop: Item, profile: Profile) -> None:
    edition = profile.editions.get()
    assert [one.fit for one in verdicts(laptop, edition)] == [Fit.FITS, Fit.UNKNOWN]
    laptop.values = {"memory_gb": 8, "encrypted": True}
    assert overall(verdicts(laptop, edition)) == Fit.MISFIT
    laptop.values = {"memory_gb": 32, "encrypted": True}
    assert overall(verdicts(laptop, edition)) == Fit.FITS


def test_another_edition_keeps_the_keys_of_what_stays(profile: Profile, computer: ItemType) -> None:
    given = {"names": {"en": "Teacher"}, "type": computer, "meant_for": "", "is_active": True, "requirements": []}
    checks = [CHECKS[1], {"part": "test", "what": "Beamer works", "verify": "Seen"}]
    actions.edit_profile(profile, by=cast.INSTALLER, checks=checks, **given)
    assert [one["key"] for one in profile.editions.latest("number").checks] == ["c2", "c3"]
    actions.edit_profile(profile, by=cast.INSTALLER, checks=checks, **given)
    assert profile.editions.count() == 2


def test_a_device_is_prepared_by_its_pages(laptop: Item, profile: Profile, as_ada: Client, as_dee: Client) -> None:
    url = laptop.get_absolute_url()
    assert "fits" in as_ada.get(f"{url}prepare/").content.decode()
    as_ada.post(f"{url}prepare/", {"profile": profile.pk})
    assert "Word opens" in as_ada.get(f"{url}check/").content.decode()
    as_ada.post(f"{url}check/", {"outcome_c1": "passed", "outcome_c2": "deviates", "note_c2": "Lab image"})
    as_dee.post(
        f"{profile.get_absolute_url()}edit/",
        {"name_en": "Teacher", "type": profile.type_id, "checks": "test | Beamer | Seen", "is_active": "on"},
    )
    page = as_ada.get(url).content.decode()
    assert "Lab image" in page and "edition 2 asks for something else" in page
    as_ada.post(f"{url}make-ready/")
    assert Item.objects.get().state == State.READY
    assert "Beamer" in as_ada.get(profile.get_absolute_url()).content.decode()
