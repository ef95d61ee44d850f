"""Who is who. A person may have an account or none; organisations are clients; a role is a grant with a scope and dates."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from vakdesk.access.roles import Role
from vakdesk.kit.prepared import prepared
from vakdesk.kit.text import digits, fold
from vakdesk.people.queries import (
    GrantQuerySet,
    GroupQuerySet,
    OrganisationQuerySet,
    PersonManager,
    PersonQuerySet,
    TeamQuerySet,
    addresses_of,
)

#: Folding can make a name longer ("ß" becomes "ss"); what is beyond this is not searched.
LONGEST_FOLDED = 400


class Organisation(models.Model):
    """A client of the desk, or the desk's own house. Mail domains say to whom an unknown sender belongs."""

    name = models.CharField(max_length=120, unique=True)
    folded = models.CharField(max_length=LONGEST_FOLDED, editable=False)
    language = models.CharField(max_length=8, default="nl")
    zone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    #: Where it lies, as Actor.may() asks of whatever is acted upon.
    team_id = requester_id = None

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "id"]

    @property
    def organisation_id(self) -> int:
        return self.pk

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:LONGEST_FOLDED]
        super().save(*args, **kwargs)


class MailDomain(models.Model):
    """A domain whose senders belong to an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="domains")
    name = models.CharField(max_length=253, unique=True)

    def __str__(self) -> str:
        return self.name


class Line(models.TextChoices):
    FIRST = "1", _("1st line")
    SECOND = "2", _("2nd line")
    THIRD = "3", _("3rd line")


class Team(models.Model):
    """Who works together, and in which line."""

    name = models.CharField(max_length=80, unique=True)
    line = models.CharField(max_length=1, choices=Line, default=Line.FIRST)
    members: Any = models.ManyToManyField("Person", through="Membership", related_name="teams")
    is_active = models.BooleanField(default=True)

    organisation_id = requester_id = None

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["line", "name"]

    @property
    def team_id(self) -> int:
        return self.pk

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:team", args=[self.pk])


class Membership(models.Model):
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey("Person", models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="membership_once")]


class Group(models.Model):
    """A class or cohort: whom a coach coaches. `external_id` is its key in the student system."""

    name = models.CharField(max_length=80)
    external_id = models.CharField(max_length=80, unique=True)
    members: Any = models.ManyToManyField("Person", related_name="cohorts")

    objects = GroupQuerySet.as_manager()

    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:group", args=[self.pk])


class Person(AbstractBaseUser):
    """Somebody the desk knows. Signing in is optional: without user name and password they reach us by mail or phone."""

    username = models.CharField(_("user name"), max_length=80, unique=True, null=True)  # noqa: DJ001  many have none, and it is unique
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(max_length=LONGEST_FOLDED, editable=False)
    called = models.CharField(_("called"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_digits = models.CharField(max_length=40, editable=False, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="people")
    lead = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="led")
    language = models.CharField(_("language"), max_length=8, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    theme = models.CharField(max_length=12, blank=True)
    density = models.CharField(max_length=12, blank=True)
    undo = models.CharField(max_length=4, blank=True)
    external_id = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001  as above
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager.from_queryset(PersonQuerySet)()

    class Meta:
        ordering = ["folded", "id"]
        indexes = [
            models.Index(fields=["folded", "id"], name="person_name"),
            models.Index(fields=["organisation", "folded", "id"], name="person_organisation"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:LONGEST_FOLDED]
        self.phone_digits = digits(self.phone)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """How they want to be called, else the first word of their name."""
        return self.called or self.name.split()[0]

    @property
    def requester_id(self) -> int:
        """A person is their own: what `for_requester` allows on a person, they may do to themselves."""
        return self.pk

    @property
    def team_id(self) -> None:
        """A person lies in an organisation; teams serve every organisation."""
        return

    @property
    def is_staff(self) -> bool:
        """allauth and contrib.auth ask this of the Django admin, which we do not have."""
        return False

    @cached_property
    def email(self) -> str:
        """Their main mail address, or "". One query, none where addresses are prefetched."""
        fetched = getattr(self, "_prefetched_objects_cache", {}).get("emailaddress_set")
        addresses = prepared("people.addresses", addresses_of, person=self.pk) if fetched is None else fetched
        best = min(addresses, key=lambda one: (not one.primary, not one.verified, one.pk), default=None)
        return best.email if best else ""

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])


class BouncingAddress(models.Model):
    """An address from which mail came back for good: nothing is sent there until somebody clears it."""

    email = models.CharField(max_length=320, unique=True)
    status = models.CharField(max_length=20, blank=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.email


class ScopeKind(models.TextChoices):
    HOUSE = "house", _("the whole house")
    ORGANISATION = "organisation", _("an organisation")
    TEAM = "team", _("a team")
    GROUP = "group", _("a group")


class RoleGrant(models.Model):
    """A person holds a role within a scope, from a moment until another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=Role)
    scope = models.CharField(max_length=16, choices=ScopeKind, default=ScopeKind.HOUSE)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="grants")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="grants")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="grants")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "ends_at"], name="grant_person")]
        constraints = [
            models.CheckConstraint(
                name="grant_scope_fits",
                condition=Q(scope="house", organisation=None, team=None, group=None)
                | Q(scope="organisation", organisation__isnull=False, team=None, group=None)
                | Q(scope="team", organisation=None, team__isnull=False, group=None)
                | Q(scope="group", organisation=None, team=None, group__isnull=False),
            ),
            models.CheckConstraint(name="grant_ends_after_start", condition=Q(ends_at=None) | Q(ends_at__gte=models.F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.organisation or self.team or self.group or self.get_scope_display()}"


class Import(models.Model):
    """One run of importing people. `digest` is the SHA-256 of the file."""

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
