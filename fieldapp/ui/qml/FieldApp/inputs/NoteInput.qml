import QtQuick
import QtQuick.Layouts
import FieldApp

// Words to read, nothing to answer.
InputFrame {
    id: input

    showTitle: false

    NoticeBar {
        text: input.title
        detail: input.hint
        tone: Tag.Neutral
        Layout.fillWidth: true
    }
}
