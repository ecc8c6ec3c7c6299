"""Who may do what in a workshop (design: "Who may do what"). States are asked of the services, not here.

A phone in the room has no person behind it, so no permission: what it may do is what `services/phones.py` lets it.
"""

import rules

from localities.permissions import is_commissioner, is_lead

rules.add_perm("workshop.run_workshop", is_lead | is_commissioner)  # asked of the diagnostic
