"""The only Qt: view models, QML, items, capture, and the tools that show them."""
