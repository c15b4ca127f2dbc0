"""The device's side of the protocol: nothing is lost, nothing counts twice."""
