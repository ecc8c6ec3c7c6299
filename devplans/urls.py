from django.urls import path

from devplans.document.printing import COVERING, COVERING_LARGE, PLAN_LARGE
from devplans.views import (
    actions,
    agreement,
    capacity,
    consistency,
    estates,
    metrics,
    pipeline,
    plan,
    practices,
    proposal,
    review,
    risks,
    sections,
    versions,
)
from devplans.views.commitments import COMMITMENTS
from devplans.views.decisions import DECISIONS
from devplans.views.digital import DIGITAL
from devplans.views.estates import ESTATES
from devplans.views.money import MONEY, money_file
from devplans.views.risks import RISKS
from devplans.views.rows import row_paths
from devplans.views.staffing import STAFFING

PLAN = "plans/<int:pk>/"
ACTION = PLAN + "actions/<int:action_pk>/"
METRIC = PLAN + "metrics/<int:metric_pk>/"
REVIEW = PLAN + "review/"
ATTEMPT = PLAN + "versions/<int:number>/<int:attempt>/"

urlpatterns = [
    # The plan
    path("diagnostics/<int:pk>/plan/", plan.plan_create, name="plan-create"),
    path(PLAN, plan.plan_overview, name="plan"),
    path(PLAN + "edit/", plan.plan_edit, name="plan-edit"),
    path(PLAN + "follow-diagnostic/", plan.plan_follow, name="plan-follow"),
    path(PLAN + "summary/", plan.plan_summary, name="plan-summary"),
    path(PLAN + "uncovered/", plan.plan_uncovered, name="plan-uncovered"),
    path(PLAN + "proposal/", proposal.proposal, name="proposal"),
    path(PLAN + "members/", plan.plan_members, name="plan-members"),
    path(PLAN + "preview.pdf", plan.plan_preview, name="plan-preview"),
    path(PLAN + "preview/large-print.pdf", plan.plan_preview, {"paper": PLAN_LARGE}, name="plan-preview-large"),
    path(PLAN + "preview/covering-paper.pdf", plan.plan_preview, {"paper": COVERING}, name="covering-preview"),
    path(
        PLAN + "preview/covering-paper-large-print.pdf",
        plan.plan_preview,
        {"paper": COVERING_LARGE},
        name="covering-preview-large",
    ),
    # The numbers behind it
    path(PLAN + "capacity/", capacity.plan_capacity, name="plan-capacity"),
    path(PLAN + "estates/hub-model/", estates.hub_model, name="hub-model"),
    # Its actions
    path(PLAN + "actions/", actions.actions, name="actions"),
    path(PLAN + "actions/add/", actions.action_add, name="action-add"),
    path(PLAN + "actions/owners/", actions.action_owners, name="action-owners"),
    path(ACTION, actions.action, name="action"),
    path(ACTION + "remove/", actions.action_remove, name="action-remove"),
    path(ACTION + "put-back/", actions.action_put_back, name="action-put-back"),
    path(ACTION + "move/", actions.action_move, name="action-move"),
    # Its outcome metrics
    path(PLAN + "metrics/", metrics.metrics, name="metrics"),
    path(PLAN + "metrics/add/", metrics.metric_add, name="metric-add"),
    path(PLAN + "metrics/own/", metrics.metric_own, name="metric-own"),
    path(METRIC, metrics.metric, name="metric"),
    path(METRIC + "remove/", metrics.metric_remove, name="metric-remove"),
    path(PLAN + "consistency/", consistency.consistency, name="consistency"),
    # Its agreement
    path(PLAN + "submit/", agreement.submit, name="submit"),
    path(REVIEW, review.review, name="review"),
    path(REVIEW + "withdraw/", agreement.plan_withdraw, name="plan-withdraw"),
    path(REVIEW + "send-back/", agreement.plan_send_back, name="plan-send-back"),
    path(REVIEW + "approve/", agreement.plan_approve, name="plan-approve"),
    path(REVIEW + "amend/", agreement.plan_amend, name="plan-amend"),
    path(REVIEW + "discard/", agreement.plan_discard, name="plan-discard"),
    path(REVIEW + "close/", agreement.plan_close, name="plan-close"),
    path(REVIEW + "comments/", review.comment_add, name="comment-add"),
    path(REVIEW + "comments/<int:comment_pk>/settled/", review.comment_resolve, name="comment-resolve"),
    path(REVIEW + "practices/", practices.practices, name="plan-practices"),
    path(PLAN + "versions/", versions.versions, name="versions"),
    path(PLAN + "versions/<int:number>.pdf", versions.version_pdf, name="version-pdf"),
    path(PLAN + "versions/<int:number>/<int:attempt>.pdf", versions.version_pdf, name="attempt-pdf"),
    path(ATTEMPT + "large-print.pdf", versions.attempt_paper, {"paper": PLAN_LARGE}, name="attempt-large"),
    path(ATTEMPT + "covering-paper.pdf", versions.attempt_paper, {"paper": COVERING}, name="attempt-covering"),
    path(
        ATTEMPT + "covering-paper-large-print.pdf",
        versions.attempt_paper,
        {"paper": COVERING_LARGE},
        name="attempt-covering-large",
    ),
    # The estates pipeline of a CCG and of a system
    path("commissioners/<slug:ods_code>/estates/", pipeline.commissioner_estates, name="commissioner-estates"),
    path("systems/<slug:slug>/estates/", pipeline.system_estates, name="system-estates"),
    # Its lists
    *row_paths(STAFFING, "staffing"),
    *row_paths(ESTATES, "estates"),
    *row_paths(DIGITAL, "digital"),
    *row_paths(COMMITMENTS, "commitments"),
    *row_paths(MONEY, "money"),
    path(PLAN + "money.xlsx", money_file, name="money-file"),
    *row_paths(DECISIONS, "decisions"),
    path(PLAN + "risks/common/", risks.risk_common, name="risk-common"),
    *row_paths(RISKS, "risks"),
    path(PLAN + "sections/<slug:code>/", sections.section_needed, name="section-needed"),
]
