"""What the database holds rows of exercises to: what is written against each constraint, and refused."""

from uuid import uuid4

from django.db.models import F

from options.models import (
    Annotation,
    Artifact,
    Council,
    Exercise,
    Grade,
    Inject,
    Phase,
    Reason,
    Response,
    Role,
    Seat,
    Snapshot,
)
from tests.conftest import NOW

# constraint, model, which rows, what is written to one of them
CHECKS = [
    ("exercise_state", Exercise, {}, {"state": "odd"}),
    ("exercise_names", Exercise, {}, {"names": "none"}),
    ("exercise_late_policy", Exercise, {}, {"late_policy": "never"}),
    ("exercise_scale", Exercise, {}, {"scale": 5}),
    ("exercise_runs_in_a_phase", Exercise, {}, {"current": None}),
    ("exercise_runs_in_a_phase", Exercise, {}, {"current": None, "state": "paused", "paused_at": NOW}),
    ("exercise_paused", Exercise, {}, {"paused_at": NOW}),
    ("exercise_paused", Exercise, {}, {"state": "paused"}),
    ("exercise_purged", Exercise, {}, {"purged_at": NOW}),
    ("exercise_purged", Exercise, {}, {"state": "purged"}),
    ("exercise_sizes", Exercise, {}, {"councils_wanted": 0}),
    ("exercise_sizes", Exercise, {}, {"councils_wanted": 101}),
    ("exercise_sizes", Exercise, {}, {"most_seats": 0}),
    ("exercise_sizes", Exercise, {}, {"most_seats": 1_001}),
    ("phase_kind", Phase, {}, {"kind": "lunch"}),
    ("phase_rates_as", Phase, {}, {"rates_as": "us"}),
    ("phase_opens_before_it_ends", Phase, {"opened_at__isnull": False}, {"opened_at": None}),
    ("phase_opens_before_it_ends", Phase, {"opened_at__isnull": False}, {"ends_at": None}),
    ("phase_opens_before_it_ends", Phase, {"opened_at": None}, {"closed_at": NOW}),
    ("phase_opens_before_it_ends", Phase, {"opened_at": None}, {"ends_at": NOW}),
    ("council_name", Council, {}, {"name": ""}),
    ("seat_role_at_a_council", Seat, {}, {"role": None}),
    ("seat_role_at_a_council", Seat, {}, {"council": None}),
    ("seat_has_a_handle", Seat, {}, {"handle": ""}),
    ("response_state", Response, {}, {"state": "odd", "handed_in_at": None}),
    ("response_handed_in", Response, {}, {"handed_in_at": None}),
    ("response_handed_in", Response, {}, {"state": "late"}),
    ("reason_band", Reason, {}, {"band": "mid"}),
    ("inject_kind", Inject, {"kind": "broadcast"}, {"kind": "news"}),
    ("inject_text", Inject, {}, {"text": ""}),
    ("inject_broadcast_switches_nothing", Inject, {"kind": "broadcast"}, {"toggles": {"money": "met"}}),
    ("inject_broadcast_switches_nothing", Inject, {"kind": "inject"}, {"kind": "broadcast"}),
    ("artifact_accepted_by_somebody", Artifact, {}, {"accepted_at": NOW}),
    ("artifact_accepted_by_somebody", Artifact, {}, {"accepted_by": F("by")}),
    ("grade_points", Grade, {}, {"points": -1}),
    ("grade_points", Grade, {}, {"points": 1_001}),
    ("grade_says_something", Grade, {}, {"points": None}),
    ("annotation_by_a_person_or_a_seat", Annotation, {}, {"visibility": "public"}),
    ("annotation_by_a_person_or_a_seat", Annotation, {}, {"seat": None}),
    ("annotation_by_a_person_or_a_seat", Annotation, {}, {"phase": None}),
]
# constraint, model, what differs in a second row that is otherwise the same: all but what may stand there once
UNIQUE = [
    ("phase_number", Phase, {}),
    ("role_identity", Role, {}),
    ("council_number", Council, {}),
    ("seat_number", Seat, {"handle": "Otter-1", "client_token": None, "roster_id": ""}),
    ("seat_handle", Seat, {"number": 99, "client_token": None, "roster_id": ""}),
    ("seat_handle", Seat, {"number": 99, "client_token": None, "roster_id": "", "handle": "CURLEW-51"}),
    ("seat_joined_once", Seat, {"number": 99, "handle": "Otter-1", "roster_id": ""}),
    ("seat_roster_once", Seat, {"number": 99, "handle": "Otter-1", "client_token": None}),
    ("response_once", Response, {}),
    ("snapshot_number", Snapshot, {}),
    ("reason_once", Reason, {}),
    ("inject_sent_once", Inject, {"phase": None}),
    ("artifact_once", Artifact, {}),
    ("grade_once", Grade, {}),
    ("annotation_sent_once_by_a_seat", Annotation, {"link": uuid4()}),
]
