"""Actions of people's own say where they bring their domain; of the guide's actions the guide says it."""

from __future__ import annotations

from devplans.models import Action, Plan
from devplans.queries.plan_outlook import plan_outlook
from devplans.queries.proposal import proposal_for
from devplans.queries.whole_plan import WholePlan
from devplans.services.plans import add_suggestions
from localities.models import User
from tests.devplans.actions.test_actions import ClientFor, sent
from tests.flat import flat


def test_an_action_of_ones_own_says_where_it_brings_its_domain(
    plan: Plan, action: Action, lead: User, client_for: ClientFor
) -> None:
    client, hubs = client_for(lead), plan.diagnostic.whole_guide.domains_by_code["locality-hubs"]
    page = flat(client.get(action.get_absolute_url()))
    assert "Position it brings the domain to" in page
    assert '<option value="4">4, between developing and more advanced</option>' in page
    page = flat(client.post(action.get_absolute_url(), sent(action, reaches="4")))
    assert "Choose the domain that it brings to this position" in page
    client.post(action.get_absolute_url(), sent(action, reaches="4", domain=str(hubs.pk)))
    action.refresh_from_db()
    assert (action.domain, action.reaches) == (hubs, 4)
    assert plan_outlook(WholePlan(plan)).after.positions["locality-hubs"] == 4


def test_how_far_an_action_of_the_guide_goes_the_guide_says(plan: Plan, lead: User, client_for: ClientFor) -> None:
    (suggested,) = add_suggestions(plan, [proposal_for(plan)[0].key], by=lead)
    Action.objects.filter(pk=suggested.pk).update(suggestion="hub-first-service")
    assert "Position it brings the domain to" not in flat(client_for(lead).get(suggested.get_absolute_url()))
