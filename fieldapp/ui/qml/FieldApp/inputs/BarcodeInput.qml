import QtQuick
import QtQuick.Layouts
import FieldApp

// A code (`barcode`): from the scan sheet, or typed as it stands on the label.
InputFrame {
    id: input

    entry: field

    RowLayout {
        spacing: Theme.gap12
        Layout.fillWidth: true
        TextEntry {
            id: field
            objectName: "field"
            name: input.title
            wrong: input.error !== ""
            readOnly: input.readOnly
            placeholderText: input.mayScan ? qsTr("Scan or type the code") : qsTr("Type the code")
            inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhLatinOnly
            maximumLength: 4000
            font.pixelSize: Math.round(Theme.row)
            Layout.fillWidth: true
            onEdited: typing.leave()
        }
        StepButton {
            objectName: "scan"
            visible: !input.readOnly && input.mayScan
            autoRepeat: false
            iconName: "barcode_scanner"
            text: input.spoken(qsTr("Scan"))
            onClicked: input.scanAsked()
        }
    }
    TypedAnswer {
        id: typing
        field: field
        value: input.value
        written: field.text.trim()
        onPaused: value => input.typed(value)
        onLeft: value => input.edited(value)
    }
}
