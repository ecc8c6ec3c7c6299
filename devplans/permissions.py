"""Who may do what with development plans (design: "Who may do what")."""

import rules

from devplans.models import Comment
from localities.models import User
from localities.permissions import (
    can_read,
    is_administrator,
    is_approver,
    is_commissioner,
    is_in_locality,
    is_lead,
    represents_a_practice_here,
    represents_practice,
    works_for_system,
)


@rules.predicate
def is_author(user: User, comment: Comment) -> bool:
    return comment.author_id == user.pk


@rules.predicate
def is_of_its_commissioner(user: User, comment: Comment) -> bool:
    return is_commissioner.test(user, comment.plan)


@rules.predicate
def may_comment_beside(user: User, comment: Comment) -> bool:
    """May still comment on the plan: an author who has left settles nothing."""
    return user.has_perm("devplans.comment_plan", comment.plan)


rules.add_perm("devplans.view_plan", can_read)
rules.add_perm("devplans.create_plan", is_lead)
rules.add_perm("devplans.change_plan", is_lead)
rules.add_perm("devplans.submit_plan", is_lead)
rules.add_perm("devplans.withdraw_plan", is_lead)
rules.add_perm("devplans.amend_plan", is_lead)
rules.add_perm("devplans.report_progress", is_lead)
# A count of fewer than five people is for those who know them: devplans.rules.metrics.small_numbers.
rules.add_perm("devplans.see_small_numbers", is_in_locality)
rules.add_perm("devplans.comment_plan", is_lead | is_commissioner)
rules.add_perm("devplans.settle_comment", is_of_its_commissioner | (is_author & may_comment_beside))
rules.add_perm("devplans.send_back_plan", is_commissioner)
# Never by the person who signed for the locality: `devplans.services.agreement` asks.
rules.add_perm("devplans.approve_plan", is_approver)
rules.add_perm("devplans.close_plan", is_approver)
rules.add_perm("devplans.change_commissioner_commitment", is_commissioner)
# Whose commitment it is decides: devplans.models.rows.editing names the one that changing it asks for.
rules.add_perm("devplans.change_commitment", is_lead | is_commissioner)
rules.add_perm("devplans.speak_for_a_practice_here", represents_a_practice_here)
rules.add_perm("devplans.speak_for_practice", represents_practice)  # asked of the practice
rules.add_perm("devplans.import_pipeline", works_for_system | is_administrator)  # asked of the system
