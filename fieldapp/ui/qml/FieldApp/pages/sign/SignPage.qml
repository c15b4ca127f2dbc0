pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Window
import FieldApp
import FieldApp.ViewModels

// The customer's page: what was done and what it costs beside (in portrait above) what the customer gives.
FocusScope {
    id: page

    required property SignViewModel vm
    required property ShellViewModel shell
    required property Navigator navigator
    readonly property int readingWidth: Theme.evidencePane + Theme.gap16

    focus: true

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Rectangle {
        id: reading
        width: Theme.compact ? parent.width : page.readingWidth
        height: Theme.compact ? Math.round(parent.height * 0.43) : parent.height
        color: Theme.background
        SignSummary {
            id: summary
            anchors.fill: parent
            anchors.leftMargin: Theme.gap40
            anchors.rightMargin: Theme.gap40
            anchors.topMargin: Theme.gap24
            anchors.bottomMargin: Theme.bottomBar
            vm: page.vm
        }
        RowLayout {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.gap12
            x: Theme.gap40
            width: parent.width - 2 * Theme.gap40
            QuietButton {
                objectName: "wholeReport"
                iconName: "description"
                text: qsTr("Read the whole report")
                accent: true
                onClicked: paper.open = true
            }
            Item { Layout.fillWidth: true }
            SecondaryButton {
                objectName: "otherLanguage"
                visible: !page.vm.finished
                text: page.shell.language === "zh" ? "EN" : "中"
                onClicked: page.vm.switchLanguage()
            }
        }
        Hairline {
            anchors.right: parent.right
            width: Theme.compact ? parent.width : Theme.hairline
            anchors.bottom: parent.bottom
            height: Theme.compact ? Theme.hairline : parent.height
        }
    }
    Item {
        id: giving
        x: Theme.compact ? 0 : reading.width
        y: Theme.compact ? reading.height : 0
        width: parent.width - x
        height: parent.height - y

        SignForm {
            id: form
            visible: !page.vm.finished
            anchors.fill: parent
            anchors.margins: Theme.gap24
            anchors.leftMargin: Theme.gap40
            anchors.rightMargin: Theme.gap40
            anchors.bottomMargin: foot.height + Theme.gap24 + Theme.gap12
            vm: page.vm
            onEngineer: pin.open = true
        }
        SignFoot {
            id: foot
            visible: !page.vm.finished
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.gap12
            x: Theme.gap40
            width: parent.width - 2 * Theme.gap40
            vm: page.vm
            onRemark: remark.open = true
            onRefuse: refuse.open = true
            onConfirm: page.vm.confirm(form.pad)
        }
        SignDone {
            visible: page.vm.finished
            anchors.fill: parent
            title: page.vm.thanks
            signed: !page.vm.refused
            onEngineer: pin.open = true
        }
        Rectangle {
            visible: page.vm.busy
            anchors.fill: parent
            color: Theme.scrim
            MouseArea { anchors.fill: parent; Accessible.ignored: true }
            ProgressPanel {
                objectName: "signing"
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.margin, Theme.sidePane)
                text: qsTr("Saving the report")
                fraction: page.vm.fraction
                cancellable: false
            }
        }
    }
    PaperSheet {
        id: paper
        objectName: "paperSheet"
        report: page.vm.paper
    }
    RemarkSheet {
        id: remark
        objectName: "remarkSheet"
        remark: page.vm.remark
        onGiven: words => page.vm.say(words)
    }
    RefuseSheet {
        id: refuse
        objectName: "refuseSheet"
        refusal: page.vm.refusal
    }
    PinSheet {
        id: pin
        objectName: "pinSheet"
        lock: page.vm.lock
    }
}
