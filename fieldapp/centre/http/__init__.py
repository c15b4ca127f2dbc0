"""The centre on the wire: routes, bodies, problem documents."""
