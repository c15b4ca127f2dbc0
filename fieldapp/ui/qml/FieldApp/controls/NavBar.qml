pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Portrait: the sections along the foot.
Rectangle {
    id: bar

    property list<var> sections
    // How many things wait in a section, by its name.
    property var counts: ({})
    property string current
    signal picked(string section)

    implicitHeight: Theme.bottomBar
    color: Theme.rail

    Rectangle {
        width: parent.width
        height: Theme.sunlight ? Theme.hairline : 0
        color: Theme.line
    }
    RowLayout {
        anchors.fill: parent
        spacing: 0
        Repeater {
            model: bar.sections
            NavItem {
                required property var modelData
                Layout.fillWidth: true
                text: modelData.title
                iconName: modelData.icon
                count: bar.counts[modelData.name] ?? 0
                current: bar.current === modelData.name
                onClicked: bar.picked(modelData.name)
            }
        }
    }
}
