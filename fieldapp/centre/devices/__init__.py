"""The devices' side of the centre: enrolment, incoming events, scope feeds, files."""
