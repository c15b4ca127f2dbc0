import QtQuick
import QtQuick.Layouts
import FieldApp

// One label column (72), one value column, one action column at the right edge.
Item {
    id: fact

    property string label
    property string text
    property string detail
    // What it said before, struck through.
    property string before
    property bool strong: false
    property bool line: true
    property int labelWidth: Theme.labelColumn
    default property alias trailing: trailing.data

    implicitHeight: Math.max(Theme.rowTwoLines, row.implicitHeight + 2 * Theme.gap12)
    implicitWidth: Theme.sidePane
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + text + " " + detail

    RowLayout {
        id: row
        anchors.fill: parent
        spacing: Theme.gap16
        AppLabel {
            text: fact.label
            quiet: true
            Layout.preferredWidth: fact.labelWidth * Theme.textScale
            Accessible.ignored: true
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            AppLabel {
                text: fact.before
                visible: text !== ""
                size: Theme.caption
                quiet: true
                font.strikeout: true
                Layout.fillWidth: true
                Accessible.name: qsTr("Before: %1").arg(fact.before)
            }
            AppLabel {
                text: fact.text
                medium: fact.strong
                size: fact.strong ? Theme.row : Theme.body
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            AppLabel {
                text: fact.detail
                visible: text !== ""
                quiet: true
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
        RowLayout {
            id: trailing
            spacing: Theme.gap12
        }
    }
    Hairline {
        visible: fact.line
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
