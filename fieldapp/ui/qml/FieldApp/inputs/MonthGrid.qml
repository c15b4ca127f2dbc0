pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import FieldApp

// The months of a year, or with `years` the years around it; what is picked is its first day, as XForms keeps it.
FocusScope {
    id: grid

    property bool years: false
    property string day
    property string today
    property int year: Moments.parts(day !== "" ? day : today)[0]
    // Where the keyboard begins: at what is chosen, else at today.
    readonly property string at: (day !== "" ? day : today).slice(0, years ? 4 : 7)
    signal picked(string day)

    implicitHeight: column.implicitHeight
    implicitWidth: 4 * Theme.keyWidth

    function date(place: int): string {
        return years ? Moments.iso(year - 5 + place, 1, 1) : Moments.iso(year, place + 1, 1);
    }

    ColumnLayout {
        id: column
        width: parent.width
        spacing: Theme.gap8
        RowLayout {
            IconButton {
                objectName: "yearBefore"
                tinted: false
                iconName: "chevron_left"
                text: grid.years ? qsTr("Earlier years") : qsTr("Year before")
                onClicked: grid.year -= grid.years ? 12 : 1
            }
            AppLabel {
                text: grid.years ? Moments.yearWords(grid.date(0)) + "–" + Moments.yearWords(grid.date(11))
                    : Moments.yearWords(grid.date(0))
                size: Theme.row
                strong: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            IconButton {
                objectName: "yearAfter"
                tinted: false
                iconName: "chevron_right"
                text: grid.years ? qsTr("Later years") : qsTr("Next year")
                onClicked: grid.year += grid.years ? 12 : 1
            }
        }
        GridLayout {
            id: cells
            columns: Theme.textScale > 1.25 ? 3 : 4
            columnSpacing: Theme.gap8
            rowSpacing: Theme.gap8
            uniformCellWidths: true
            Layout.fillWidth: true
            Repeater {
                model: 12
                PickCell {
                    required property int index
                    readonly property string date: grid.date(index)
                    objectName: "month_" + date.slice(0, grid.years ? 4 : 7)
                    text: grid.years ? Moments.yearWords(date) : Moments.told(date, qsTr("MMM", "format of a month in a table"))
                    chosen: grid.day.slice(0, grid.years ? 4 : 7) === date.slice(0, grid.years ? 4 : 7)
                    focus: date.slice(0, grid.years ? 4 : 7) === grid.at
                    Accessible.name: grid.years ? text : Moments.monthWords(date)
                    onClicked: grid.picked(date)
                }
            }
        }
    }
}
