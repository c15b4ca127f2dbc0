pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import FieldApp

// A month of days: six weeks from Monday. The keyboard walks by day and week, Page Up and Page Down by month.
FocusScope {
    id: grid

    // The chosen day ("" for none), today, and the day that the keyboard is at.
    property string day
    property string today
    property string at: day !== "" ? day : today
    readonly property string first: at.slice(0, 8) + "01"
    readonly property string corner: Moments.plus(first, -Moments.weekday(first))
    signal picked(string day)

    implicitHeight: column.implicitHeight
    implicitWidth: 7 * Theme.target

    Keys.onLeftPressed: at = Moments.plus(at, -1)
    Keys.onRightPressed: at = Moments.plus(at, 1)
    Keys.onUpPressed: at = Moments.plus(at, -7)
    Keys.onDownPressed: at = Moments.plus(at, 7)
    Keys.onReturnPressed: picked(at)
    Keys.onEnterPressed: picked(at)
    Keys.onSpacePressed: picked(at)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_PageUp)
            at = Moments.plusMonths(at, -1);
        else if (event.key === Qt.Key_PageDown)
            at = Moments.plusMonths(at, 1);
        else if (event.key === Qt.Key_Home)
            at = first;
        else if (event.key === Qt.Key_End)
            at = Moments.plus(Moments.plusMonths(first, 1), -1);
        else
            event.accepted = false;
    }

    ColumnLayout {
        id: column
        width: parent.width
        spacing: Theme.gap4
        RowLayout {
            IconButton {
                objectName: "monthBefore"
                tinted: false
                iconName: "chevron_left"
                text: qsTr("Month before")
                onClicked: grid.at = Moments.plusMonths(grid.at, -1)
            }
            AppLabel {
                objectName: "month"
                text: Moments.monthWords(grid.first)
                size: Theme.row
                strong: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            IconButton {
                objectName: "monthAfter"
                tinted: false
                iconName: "chevron_right"
                text: qsTr("Next month")
                onClicked: grid.at = Moments.plusMonths(grid.at, 1)
            }
        }
        GridLayout {
            columns: 7
            columnSpacing: 0
            rowSpacing: 0
            uniformCellWidths: true
            Layout.fillWidth: true
            Repeater {
                model: 7
                AppLabel {
                    required property int index
                    text: Moments.weekdayWords(index)
                    size: Theme.caption
                    quiet: true
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                }
            }
            Repeater {
                model: 42
                T.AbstractButton {
                    id: cell
                    required property int index
                    readonly property string date: Moments.plus(grid.corner, index)
                    readonly property bool chosen: date === grid.day
                    readonly property bool inMonth: date.slice(0, 7) === grid.at.slice(0, 7)
                    objectName: "day_" + date
                    text: String(Number(date.slice(8)))
                    implicitHeight: Theme.target
                    implicitWidth: Theme.target
                    Layout.fillWidth: true
                    focusPolicy: Qt.NoFocus
                    // The grid has the keyboard; the day that it is at is the focused one.
                    focus: date === grid.at
                    Accessible.role: Accessible.RadioButton
                    Accessible.name: Moments.dayWhole(date)
                    Accessible.checkable: true
                    Accessible.checked: chosen
                    // Said once more: a button that completes tells its own state, and these are chosen by their answer.
                    Component.onCompleted: {
                        Accessible.checkable = true;
                        Accessible.checked = Qt.binding(() => chosen);
                    }
                    Accessible.onPressAction: click()
                    onClicked: grid.picked(date)
                    background: Item {
                        Rectangle {
                            anchors.centerIn: parent
                            width: Theme.tint
                            height: Theme.tint
                            radius: width / 2
                            color: cell.chosen ? Theme.primary : cell.down ? Theme.pressed : "transparent"
                            border.width: cell.date === grid.today && !cell.chosen ? Theme.strong : 0
                            border.color: Theme.primary
                            FocusRing { shown: cell.date === grid.at && grid.activeFocus; around: Theme.tint / 2 }
                        }
                    }
                    contentItem: AppLabel {
                        text: cell.text
                        horizontalAlignment: Text.AlignHCenter
                        size: Theme.row
                        strong: cell.chosen || cell.date === grid.today
                        color: cell.chosen ? Theme.inkOnPrimary : cell.inMonth ? Theme.text : Theme.textSecondary
                        opacity: cell.inMonth || cell.chosen || Theme.sunlight ? 1 : 0.7
                    }
                }
            }
        }
    }
}
