pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// Landscape: clock on top, sections, scan at the foot.
Rectangle {
    id: rail

    // Each: { name, title, icon, count }
    property list<var> sections
    // How many things wait in a section, by its name.
    property var counts: ({})
    property string current
    property string time
    property string day
    property string weekday
    signal picked(string section)
    signal scan

    implicitWidth: Theme.railWidth
    color: Theme.rail

    Rectangle {
        anchors.right: parent.right
        width: Theme.sunlight ? Theme.hairline : 0
        height: parent.height
        color: Theme.line
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        Item {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.keyWidth * Math.max(1, Theme.textScale)
            Column {
                anchors.centerIn: parent
                AppLabel {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: rail.time
                    size: Math.min(Theme.title, Theme.figureNarrow)
                    strong: true
                    lineHeight: Math.round(size * 1.18)
                }
                AppLabel {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: rail.day
                    size: Math.min(Theme.caption, Theme.captionNarrow)
                    quiet: true
                    lineHeight: Math.round(size * 1.3)
                }
                AppLabel {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: rail.weekday
                    size: Math.min(Theme.caption, Theme.captionNarrow)
                    quiet: true
                    lineHeight: Math.round(size * 1.3)
                }
            }
        }
        Repeater {
            model: rail.sections
            NavItem {
                required property var modelData
                text: modelData.title
                iconName: modelData.icon
                count: rail.counts[modelData.name] ?? 0
                current: rail.current === modelData.name
                onClicked: rail.picked(modelData.name)
            }
        }
        Item { Layout.fillHeight: true }
        ScanButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.gap16
            onClicked: rail.scan()
        }
    }
}
