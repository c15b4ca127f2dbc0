pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp
import FieldApp.ViewModels

// What needs a person, each with what happened, what is safe (green) and what to do; or that nothing does.
ColumnLayout {
    id: problems

    required property SyncViewModel vm

    spacing: Theme.gap24

    EmptyState {
        objectName: "nothingToDo"
        // Where photos wait for a word there is something to decide: the choice below it.
        visible: problems.vm.problemCount + problems.vm.officeCount === 0 && !problems.vm.filesHeld
        iconName: problems.vm.state === SyncViewModel.Offline ? "cloud_off" : "task_alt"
        title: qsTr("Nothing for you to decide")
        text: problems.vm.paused ? qsTr("What you record is saved on this tablet at once.")
            : problems.vm.state === SyncViewModel.Offline ? qsTr("Go on working. What you record is saved on this tablet and sent when the centre can be reached.")
            : qsTr("What you record is saved on this tablet at once and sent by itself.")
        Layout.fillWidth: true
        Layout.topMargin: Theme.compact ? 0 : Theme.gap40
    }
    Repeater {
        model: problems.vm.problems
        ColumnLayout {
            id: problem
            required property int index
            required property string key
            required property string title
            required property string about
            required property string what
            required property string safe
            required property string todo
            required property string content
            required property bool office
            objectName: "problem-" + key
            spacing: Theme.gap8
            Layout.fillWidth: true
            Accessible.role: Accessible.StaticText
            Accessible.name: [title, about, what, safe, todo].join(" ")
            Hairline {
                visible: problem.index > 0
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.gap16
            }
            RowLayout {
                spacing: Theme.gap12
                Layout.fillWidth: true
                AppIcon {
                    name: problem.office ? "schedule" : "error-fill"
                    tint: problem.office ? Theme.textSecondary : Theme.danger
                    Layout.alignment: Qt.AlignTop
                }
                Flow {
                    spacing: Theme.gap12
                    Layout.fillWidth: true
                    AppLabel {
                        text: problem.title
                        size: Theme.row
                        strong: true
                    }
                    AppLabel {
                        text: problem.about
                        quiet: true
                        lineHeight: Math.round(Theme.row * 1.46)
                    }
                }
            }
            ColumnLayout {
                spacing: Theme.gap4
                Layout.fillWidth: true
                Layout.leftMargin: Theme.iconButton + Theme.gap12
                AppLabel {
                    text: problem.what
                    Layout.fillWidth: true
                }
                AppLabel {
                    text: problem.safe
                    strong: true
                    color: Theme.success
                    Layout.fillWidth: true
                }
                AppLabel {
                    text: problem.todo
                    quiet: true
                    Layout.fillWidth: true
                }
                AppLabel {
                    objectName: "problemContent"
                    visible: text !== ""
                    text: problem.content
                    size: Theme.caption
                    maximumLineCount: 6
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                }
                QuietButton {
                    objectName: "copyProblem"
                    visible: problem.content !== ""
                    text: qsTr("Copy what it says")
                    size: Theme.body
                    onClicked: problems.vm.copy(problem.content)
                }
            }
        }
    }
}
