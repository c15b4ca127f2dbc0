import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The largest thing of the day: how long until departure, and the way to scale.
Rectangle {
    id: panel

    required property DepartureViewModel departure
    property string heading
    readonly property bool stacked: Theme.compact || Theme.textScale >= 1.25 // beside large words the bar's own would collide
    readonly property bool late: departure.state === "red"
    readonly property bool soon: departure.state === "amber"
    readonly property color ink: late ? Theme.danger : soon ? Theme.warning : Theme.text

    implicitHeight: grid.implicitHeight + 2 * Theme.gap16
    radius: Theme.radiusPanel
    color: late ? Theme.dangerSoft : soon ? Theme.warningSoft : Theme.sunken
    border.width: Theme.sunlight ? Theme.strong : 0
    border.color: ink

    GridLayout {
        id: grid
        anchors.fill: parent
        anchors.margins: Theme.gap16
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap24
        columns: panel.stacked ? 1 : 2
        columnSpacing: Theme.gap24
        rowSpacing: Theme.gap16
        ColumnLayout {
            spacing: Theme.gap4
            RowLayout {
                spacing: Theme.gap12
                AppLabel {
                    objectName: "countdown"
                    visible: text !== ""
                    text: panel.departure.figure
                    size: Theme.countdown
                    strong: true
                    color: panel.ink
                    lineHeight: Math.round(size * 1.1)
                    wrapMode: Text.NoWrap
                }
                AppLabel {
                    text: panel.departure.unit
                    size: Theme.title
                    strong: true
                    color: panel.ink
                    wrapMode: Text.NoWrap
                    Layout.alignment: Qt.AlignBottom
                    Layout.bottomMargin: Theme.gap4
                }
            }
            AppLabel {
                text: panel.heading !== "" ? panel.heading + "·" + panel.departure.shortSummary : panel.departure.summary
                Layout.fillWidth: true
            }
        }
        DepartureBar {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignBottom
            Layout.maximumWidth: panel.stacked ? panel.width : panel.width * 0.58
            travel: panel.departure.travelMinutes
            buffer: panel.departure.bufferMinutes
            early: panel.departure.earlyMinutes
            travelWords: qsTr("Way %1").arg(travel)
            bufferWords: qsTr("Buffer %1").arg(buffer)
            earlyWords: qsTr("Early %1").arg(early)
        }
    }
}
