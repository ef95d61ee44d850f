"""A supplier and the contract in force with it. What they promised in time is an underpinning agreement in `levels`."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.suppliers.queries import SupplierQuerySet


class Supplier(models.Model):
    name = models.CharField(max_length=120, unique=True)
    contract = models.CharField(max_length=80, blank=True)
    contract_starts_on = models.DateField(null=True, blank=True)
    contract_ends_on = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    #: Suppliers serve the whole house.
    organisation_id = team_id = requester_id = None

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="contract_ends_after_start",
                condition=Q(contract_starts_on=None) | Q(contract_ends_on=None) | Q(contract_ends_on__gte=models.F("contract_starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("suppliers:supplier", args=[self.pk])
