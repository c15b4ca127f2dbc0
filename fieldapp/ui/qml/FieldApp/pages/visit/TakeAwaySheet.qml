pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// Not repairable here: what goes along, how it looks, when it comes back, what stands in its place (SITE-10).
ContactSheet {
    id: sheet

    required property SiteViewModel site
    property string backOn

    title: qsTr("Take away for repair")
    subtitle: qsTr("Both sign on the report; it is the slip")
    actionName: "confirmTakeAway"
    ready: site.mayTakeAway && accessories.text.trim() !== "" && condition.text.trim() !== ""
    actionText: accessories.text.trim() === "" ? qsTr("Name what goes along")
        : condition.text.trim() === "" ? qsTr("Say how it looks") : qsTr("Take it away")
    onOpenChanged: if (open && backOn === "") backOn = site.backOn
    onDone: {
        site.takeAway(accessories.text, condition.text, backOn, model.text);
        open = false;
    }

    PhraseEntry {
        id: accessories
        objectName: "accessories"
        Layout.fillWidth: true
        title: qsTr("What goes along")
        phrases: sheet.site.accessories
    }
    PhraseEntry {
        id: condition
        objectName: "condition"
        Layout.fillWidth: true
        title: qsTr("Condition")
        phrases: sheet.site.conditions
    }
    Repeater {
        model: sheet.site.photos
        PictureInput {
            required property var modelData
            required property int index
            objectName: "takenPhoto-" + index
            Layout.fillWidth: true
            title: qsTr("Photo %1").arg(index + 1)
            look: ["new-front"]
            value: modelData.value
            picture: modelData.picture
            hasCamera: sheet.site.pictures.hasCamera
            busy: sheet.site.pictures.busy
            onPictureChosen: file => sheet.site.pictures.choose("photo", file, 0)
            onSnapped: view => sheet.site.pictures.snap("photo", view, 0)
            onEdited: sheet.site.dropPhoto(index)
        }
    }
    DateInput {
        objectName: "backOn"
        Layout.fillWidth: true
        title: qsTr("Back on")
        required: true
        now: sheet.site.today
        value: sheet.backOn
        onEdited: value => sheet.backOn = value
    }
    AppLabel {
        text: qsTr("Loaner that stays here")
        size: Theme.caption
        medium: true
        quiet: true
        Layout.topMargin: Theme.gap8
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gap8
        spacing: Theme.gap8
        TextEntry {
            objectName: "loanerSerial"
            Layout.fillWidth: true
            placeholderText: qsTr("Serial number")
            text: sheet.site.loaner
            onEdited: value => sheet.site.keepLoaner(value)
        }
        SecondaryButton {
            objectName: "scanLoaner"
            visible: sheet.site.mayScan
            iconName: "barcode_scanner"
            text: qsTr("Scan")
            onClicked: {
                sheet.open = false;
                sheet.site.scanLoaner();
            }
        }
    }
    TextEntry {
        id: model
        objectName: "loanerModel"
        visible: sheet.site.loaner !== ""
        Layout.fillWidth: true
        name: qsTr("Model")
        placeholderText: qsTr("Model")
        text: sheet.site.loanerModel
    }
}
