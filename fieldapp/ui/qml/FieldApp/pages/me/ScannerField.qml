import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Takes the keys of a scanner while it has the focus, without an input method between, and shows what arrived.
FocusScope {
    id: place

    required property ScannerCheck test
    readonly property bool arrived: test.verdict !== ""

    implicitHeight: column.implicitHeight
    activeFocusOnTab: true
    Accessible.role: Accessible.EditableText
    Accessible.name: qsTr("Scanner test")
    Accessible.description: test.verdict + " " + test.text

    ColumnLayout {
        id: column
        width: parent.width
        spacing: Theme.gap12
        Rectangle {
            id: field
            objectName: "scannerField"
            focus: true
            implicitHeight: Math.max(Theme.control, hint.implicitHeight + 2 * Theme.gap16)
            radius: Theme.radiusControl
            color: Theme.surface
            border.width: activeFocus ? Theme.focusWidth : Theme.hairline
            border.color: activeFocus ? Theme.primary : Theme.border
            Layout.fillWidth: true
            Keys.onPressed: event => {
                // Scanners send GS as Ctrl+], which some platforms give no text. Tab with nothing before it leads out.
                const separator = (event.modifiers & Qt.ControlModifier) && event.key === Qt.Key_BracketRight;
                event.accepted = place.test.key(separator ? "\x1d" : event.text);
            }
            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.gap16
                anchors.rightMargin: Theme.gap16
                spacing: Theme.gap12
                AppIcon {
                    name: "barcode_scanner"
                    tint: field.activeFocus ? Theme.primary : Theme.textSecondary
                }
                AppLabel {
                    id: hint
                    text: place.arrived ? place.test.text : field.activeFocus ? qsTr("Scan any code now") : qsTr("Tap here, then scan any code")
                    quiet: !place.arrived
                    size: Theme.row
                    wrapMode: Text.WrapAnywhere
                    maximumLineCount: 4
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                }
            }
            TapHandler { onTapped: field.forceActiveFocus() }
        }
        NoticeBar {
            objectName: "scannerVerdict"
            visible: place.arrived
            tone: place.test.works ? Tag.Success : Tag.Warning
            text: place.test.verdict
            detail: [place.test.kind, place.test.length, place.test.speed].join(" · ")
            Layout.fillWidth: true
        }
    }
}
