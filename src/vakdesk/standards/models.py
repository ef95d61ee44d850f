"""A standard as it was printed and as we read it: its versions, nodes, links, and what looks wrong in it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vakdesk.kit import clock
from vakdesk.standards.kinds import Irregularity, LinkKind, LinkStatus, NodeKind
from vakdesk.standards.queries import FindingQuerySet, FrameworkQuerySet, NodeLinkQuerySet, NodeQuerySet

person = settings.AUTH_USER_MODEL


class Framework(models.Model):
    """One text of one standard. `key` names the standard, `number` counts its texts here; `source_hash` is the proof of what was read."""

    key = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    version = models.CharField(max_length=40, blank=True)
    register = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    levels = models.JSONField(default=list)
    source_hash = models.CharField(max_length=64, unique=True)
    imported_at = models.DateTimeField()

    objects = FrameworkQuerySet.as_manager()

    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["key", "-number"]
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="framework_numbered_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("standards:framework", args=[self.pk])

    @property
    def has_expired(self) -> bool:
        return self.valid_to is not None and self.valid_to < timezone.localdate(clock.now())


class Node(models.Model):
    """`code` is unique in its framework and ours where none is printed; `printed_*` stands as printed, `title` and `text` as we read it."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=NodeKind)
    code = models.CharField(max_length=40)
    printed_code = models.CharField(max_length=40, blank=True)
    printed_title = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300, blank=True)
    printed_text = models.TextField(blank=True)
    text = models.TextField(blank=True)
    scope = models.CharField(max_length=80, blank=True)
    levels = models.JSONField(default=list)
    passages = models.JSONField(default=list)

    objects = NodeQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "order"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="node_coded_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class NodeLink(models.Model):
    """From a node to a code of the same standard, or to `standard:code` of another."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="links")
    source = models.ForeignKey(Node, models.CASCADE, related_name="links")
    target = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=LinkKind)
    status = models.CharField(max_length=12, choices=LinkStatus)
    why = models.CharField(max_length=200, blank=True)
    confirmed_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = NodeLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="link_confirmed_by_somebody",
                condition=models.Q(status=LinkStatus.CONFIRMED, confirmed_by__isnull=False, confirmed_at__isnull=False)
                | (~models.Q(status=LinkStatus.CONFIRMED) & models.Q(confirmed_by=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source.code} {self.get_kind_display()} {self.target}"


class Finding(models.Model):
    """Something that looks wrong in the print, until a person settles it with a reason. `line` is that of the text, 0 for the whole."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="findings")
    node = models.ForeignKey(Node, models.CASCADE, null=True, related_name="findings")
    code = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=24, choices=Irregularity)
    line = models.PositiveIntegerField(default=0)
    found = models.CharField(max_length=80, blank=True)
    settled_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["framework"], condition=models.Q(settled_at=None), name="finding_unsettled")]
        constraints = [
            models.CheckConstraint(
                name="finding_settled_with_reason",
                condition=models.Q(settled_at=None, settled_by=None)
                | (models.Q(settled_at__isnull=False, settled_by__isnull=False) & ~models.Q(reason="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code or _('the whole text')}: {self.get_what_display()}"
