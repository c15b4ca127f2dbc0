import QtQuick
import QtQuick.Shapes
import FieldApp

Shape {
    id: frame

    property color ink: Theme.border

    ShapePath {
        strokeColor: frame.ink
        strokeWidth: Theme.strong
        strokeStyle: ShapePath.DashLine
        dashPattern: [3, 2]
        fillColor: "transparent"
        PathRectangle {
            x: 1
            y: 1
            width: frame.width - 2
            height: frame.height - 2
            radius: Theme.radiusCheck
        }
    }
}
