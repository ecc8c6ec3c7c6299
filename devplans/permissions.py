"""Who may do what with development plans (design: "Who may do what")."""

import rules

from localities.permissions import can_read, is_lead

rules.add_perm("devplans.view_plan", can_read)
rules.add_perm("devplans.create_plan", is_lead)
rules.add_perm("devplans.change_plan", is_lead)
