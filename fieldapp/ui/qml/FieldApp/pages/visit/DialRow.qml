import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// The number, large; dialled where the device can, else copied for a telephone beside it.
RowLayout {
    id: row

    required property ContactViewModel contact
    required property CallFacts call
    property bool copied: false
    signal dialled

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        AppLabel {
            objectName: "phone"
            text: row.call.phone === "" ? qsTr("No number") : row.call.phone
            size: Theme.figure
            strong: true
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.row
            Layout.fillWidth: true
        }
        AppLabel {
            text: row.copied ? qsTr("Number copied: dial it on your phone") : row.call.contact
            quiet: true
            Layout.fillWidth: true
        }
    }
    SecondaryButton {
        objectName: "dial"
        visible: row.call.phone !== ""
        iconName: "call"
        text: qsTr("Dial")
        onClicked: {
            // A tablet without a telephone says no: then the number goes where another application finds it.
            row.copied = !Qt.openUrlExternally("tel:" + row.call.phone.replace(/ /g, ""));
            if (row.copied)
                row.contact.copy(row.call.phone);
            row.dialled();
        }
    }
}
