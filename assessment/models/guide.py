"""The locality development guide: loaded from one file, and never changed once published.

Rows keep the order of the file in `order`. Every code is unique within its guide.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from assessment.models.guide_words import say_in
from assessment.rules.levels import LevelRule
from assessment.rules.scale import Scale, scale_of
from localities.rules.words import Words

if TYPE_CHECKING:
    from assessment.models.guide_levels import Level, LevelFeature
    from assessment.models.guide_planning import SelectionCriterion, SuggestedAction
    from localities.models import User

POSITIONS = (1, 2, 3, 4, 5)
"""What a position may be on any guide's scale."""


class GuideQuerySet(models.QuerySet["Guide"]):
    def published(self) -> GuideQuerySet:
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: User) -> GuideQuerySet:
        """What is published may be read by everybody who is signed in; a draft by administrators."""
        return self if user.sees_everything else self.published()

    def newest(self) -> Guide | None:
        """Return the one published last, of whatever code. What may be started: `assessment.queries.guides_in_use`."""
        return self.published().order_by("-published_at", "-pk").first()

    def whole(self, pk: int, words: Words | None = None) -> Guide:
        """Return a guide with everything below it in the words of a system; pages spend no query on it.

        Read once per process and words. Who reads none of its texts may leave the words out.
        """
        return whole_guide(pk, words or Words())


class Guide(models.Model):
    """One version of the guide. `sha256` is that of the file it came from, so that a changed file is noticed.

    It is a draft until it is published. Neither changes: a draft that is brought in again is another one.
    """

    code = models.SlugField()
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    source = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    brought_in_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="guide_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @cached_property
    def ordered_domains(self) -> list[Domain]:
        """The domains in the guide's order, each with its area."""
        return list(self.domains.all())

    @cached_property
    def domains_by_code(self) -> dict[str, Domain]:
        return {domain.code: domain for domain in self.ordered_domains}

    @cached_property
    def domains_by_area(self) -> list[tuple[Area, list[Domain]]]:
        return [(area, [d for d in self.ordered_domains if d.area_id == area.pk]) for area in self.areas.all()]

    @cached_property
    def ordered_levels(self) -> list[Level]:
        return list(self.levels.all())

    @cached_property
    def levels_to_answer(self) -> list[Level]:
        """The levels with features: each is a page of the diagnostic."""
        return [level for level in self.ordered_levels if level.features.all()]

    @cached_property
    def ordered_criteria(self) -> list[SelectionCriterion]:
        """What applications for a wave are judged by."""
        return list(self.selection_criteria.all())

    @cached_property
    def ordered_features(self) -> list[LevelFeature]:
        """The features of all levels, in the guide's order."""
        return [feature for level in self.ordered_levels for feature in level.features.all()]

    @cached_property
    def features_by_code(self) -> dict[str, LevelFeature]:
        return {feature.code: feature for feature in self.ordered_features}

    @cached_property
    def titles(self) -> dict[str, str]:
        """What domains and features are called, by code."""
        return {code: part.title for code, part in self.domains_by_code.items()} | {
            code: part.text for code, part in self.features_by_code.items()
        }

    @cached_property
    def actions_by_code(self) -> dict[str, SuggestedAction]:
        return {action.code: action for domain in self.ordered_domains for action in domain.suggested_actions.all()}

    @cached_property
    def level_rules(self) -> tuple[LevelRule, ...]:
        """What each level asks for, as the level rule takes it."""
        return tuple(level.rule_for(self.domains_by_code) for level in self.ordered_levels)

    @cached_property
    def top(self) -> int:
        """The highest position of its scale."""
        return len(self.scale_points.all())

    @cached_property
    def scale(self) -> Scale:
        """Its positions, and what it calls them. One that no domain describes stands between two that are."""
        described = {one.position for domain in self.ordered_domains for one in domain.descriptors.all()}
        return scale_of(self.position_labels, frozenset(described))

    @cached_property
    def position_labels(self) -> dict[int, str]:
        return {point.position: point.label for point in self.scale_points.all()}


@lru_cache(maxsize=32)
def whole_guide(pk: int, words: Words) -> Guide:
    """The same for who has no manager at hand: asked hundreds of times a page, one costs more than the look-up."""
    whole = Guide.objects.prefetch_related(
        "scale_points",
        "areas__themes",
        "strands",
        "domains__area",
        "domains__theme",
        "domains__descriptors",
        "domains__indicators",
        "domains__suggested_actions__support",
        "levels__features",
        "levels__domain_minimums__domain",
        "outcome_metrics__domains",
        "offers",
        "section_guidance",
        "hub_models",
        "selection_criteria",
        "cases",
        "glossary",
    ).get(pk=pk)
    say_in(words, whole)
    return whole


def forget_whole_guides() -> None:
    """Empty the per-process copies. Only tests need it: they take published guides back."""
    whole_guide.cache_clear()


class InGuide(models.Model):
    """A coded, titled part of a guide, in the order of the file."""

    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title


class Area(InGuide):
    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="areas")
    summary = models.TextField(blank=True)


class Theme(InGuide):
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="themes")


class Domain(InGuide):
    """What a locality places itself on.

    `prompts` and `evidence_kinds` are lists of {text, strand}, the strand a code or null; `sources` are sentences.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="domains")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="domains")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.CASCADE, related_name="domains")
    purpose = models.TextField()
    high_impact_action = models.BooleanField(default=False)
    prompts = models.JSONField(default=list)
    evidence_kinds = models.JSONField(default=list)
    provenance = models.CharField(max_length=50, blank=True)
    sources = models.JSONField(default=list)

    class Meta(InGuide.Meta):
        constraints = [models.UniqueConstraint(fields=["guide", "code"], name="domain_code_once")]

    @property
    def named_descriptors(self) -> list[tuple[Descriptor, str]]:
        """What is described of it, each with the guide's word for its position."""
        scale = Guide.objects.whole(self.guide_id).scale
        return [(one, scale.label(one.position)) for one in self.descriptors.all()]


class Descriptor(models.Model):
    """What a position of a domain looks like. `examples` is a list of sentences."""

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="descriptors")
    position = models.PositiveSmallIntegerField()
    headline = models.TextField()
    examples = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "position"], name="descriptor_once"),
            models.CheckConstraint(condition=Q(position__in=POSITIONS), name="descriptor_on_scale"),
        ]

    def __str__(self) -> str:
        return self.headline
