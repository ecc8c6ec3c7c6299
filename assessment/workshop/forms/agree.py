"""What a room agrees on a domain: the answer itself, and what is said of it beside."""

from __future__ import annotations

from typing import Any

from assessment.forms.answers import position_field, scale_css
from assessment.models import Domain, DomainAnswer, Guide
from assessment.workshop.models import Topic
from assessment.workshop.rules.facilitating import priorities_in_words
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm


class RoomAnswerForm(RevisedForm):
    """The answer on one domain as a room gives it: what the domain's own page asks, without its evidence."""

    class Meta(RevisedForm.Meta):
        model = DomainAnswer
        fields = ["position", "target", "agreement", "priority"]

    def __init__(self, *args: Any, domain: Domain, priorities: int, **options: Any) -> None:
        super().__init__(*args, **options)
        guide = Guide.objects.whole(domain.guide_id)
        self.fields["position"] = position_field(guide, "Today", "Choose where the locality is today", "")
        self.fields["target"] = position_field(guide, "In two years", "Choose where it needs to be in two years", "")
        self.fields["agreement"].label = "Why"
        self.fields["priority"].label = "This is a priority"
        self.fields["priority"].help_text = priorities_in_words(priorities)
        scale = Look(heading=2, css=f"{scale_css(guide, named=True)} app-scale--room")
        self.looks = {"position": scale, "target": scale, "agreement": Look(rows=4)}


class TopicForm(RevisedForm):
    """What a room says of a domain beside its answer. Second form of its page, so it has a prefix."""

    looks = {"dissent": Look(rows=2)}

    class Meta(RevisedForm.Meta):
        model = Topic
        fields = ["dissent", "parked", "follow_up"]
