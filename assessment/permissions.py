"""Who may do what with diagnostics (design: "Who may do what"). States are asked of the services, not here."""

import rules

from localities.permissions import (
    can_read,
    is_administrator,
    is_approver,
    is_commissioner,
    is_lead,
    represents_a_practice_here,
    represents_practice,
    works_for_system,
)

rules.add_perm("assessment.view_diagnostic", can_read)
rules.add_perm("assessment.start_diagnostic", is_lead | is_commissioner)
rules.add_perm("assessment.change_diagnostic", is_lead | is_commissioner)
rules.add_perm("assessment.agree_diagnostic", is_lead | is_approver)
rules.add_perm("assessment.give_practice_view", represents_a_practice_here)
rules.add_perm("assessment.choose_guides", works_for_system | is_administrator)  # asked of the system
rules.add_perm("assessment.publish_guide", is_administrator)
rules.add_perm("assessment.speak_for_practice", represents_practice)  # asked of the practice
