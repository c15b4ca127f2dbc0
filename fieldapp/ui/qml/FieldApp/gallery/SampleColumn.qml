import QtQuick
import FieldApp

Column {
    id: column

    required property string language

    function say(chinese: string, english: string): string {
        return language === "zh" ? chinese : english;
    }

    spacing: Theme.gap24
}
