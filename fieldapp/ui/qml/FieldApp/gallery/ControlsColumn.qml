pragma ComponentBehavior: Bound
import QtQuick
import FieldApp

SampleColumn {
    id: column

    readonly property Item focusedField: reading

    Specimen {
        title: column.say("按钮·64", "Buttons · 64")
        Flow {
            width: parent.width
            spacing: Theme.gap12
            PrimaryButton { leastWidth: 0; text: column.say("开始工具自检", "Check the toolkit") }
            SecondaryButton { iconName: "barcode_scanner"; text: column.say("扫描", "Scan") }
            PrimaryButton { leastWidth: 0; down: true; text: column.say("按下时", "Pressed") }
            PrimaryButton { leastWidth: 0; blocked: true; text: column.say("还差垫布", "Floor mat missing") }
            QuietButton { iconName: "more_horiz"; text: column.say("更多", "More") }
        }
    }
    Specimen {
        title: column.say("输入", "Entries")
        Grid {
            id: entries
            readonly property real cell: (width - Theme.gap12) / 2
            width: parent.width
            columns: 2
            spacing: Theme.gap12
            TextEntry { width: entries.cell; name: column.say("阻值", "Resistance"); text: "16.3"; unit: "kΩ" }
            TextEntry { id: reading; width: entries.cell; name: column.say("温度", "Temperature"); text: "−18.4"; unit: "℃" }
            TextEntry { width: entries.cell; name: column.say("阻值", "Resistance"); text: "21.8"; unit: "kΩ"; wrong: true }
            TextEntry {
                width: entries.cell
                iconName: "search"
                placeholderText: column.say("搜型号、代码", "Model or code")
            }
        }
        Row {
            y: entries.height + Theme.gap8
            spacing: Theme.gap8
            AppIcon { name: "error-fill"; size: Theme.iconLine; tint: Theme.danger; anchors.verticalCenter: parent.verticalCenter }
            AppLabel { text: column.say("超限", "Out of limit"); size: Theme.caption; strong: true; color: Theme.danger }
            AppLabel { text: column.say("应 15.5–17.0", "15.5–17.0"); size: Theme.caption; quiet: true }
        }
    }
    Specimen {
        title: column.say("分段选择·勾选·单选", "Segments · ticks · radio")
        Flow {
            width: parent.width
            spacing: Theme.gap12
            SegmentedChoice {
                id: verdict
                value: "pass"
                choices: [
                    { value: "pass", label: column.say("合格", "Pass") },
                    { value: "fail", label: column.say("不合格", "Fail") }]
            }
            Row {
                height: verdict.height
                spacing: Theme.gap12
                CheckMark { checked: true; anchors.verticalCenter: parent.verticalCenter }
                CheckMark { anchors.verticalCenter: parent.verticalCenter }
                CheckMark { wanted: true; anchors.verticalCenter: parent.verticalCenter }
                RadioMark { checked: true; anchors.verticalCenter: parent.verticalCenter }
                RadioMark { anchors.verticalCenter: parent.verticalCenter }
            }
        }
    }
    Specimen {
        title: column.say("级别", "Levels")
        Flow {
            width: parent.width
            spacing: Theme.gap8
            Repeater {
                model: [1, 2, 3, 4]
                SeverityBadge { required property int modelData; level: modelData }
            }
        }
    }
    Specimen {
        title: column.say("标签", "Tags")
        Flow {
            width: parent.width
            spacing: Theme.gap8
            Tag { tone: Tag.Success; iconName: "verified"; text: column.say("保修内", "In warranty") }
            Tag { tone: Tag.Warning; iconName: "edit"; text: column.say("手工确认", "By hand") }
            Tag { tone: Tag.Danger; iconName: "block"; text: column.say("召回", "Recalled") }
            Tag { tone: Tag.Info; text: column.say("新", "New") }
            Tag { text: column.say("五个一", "Five ones") }
        }
    }
    Specimen {
        title: column.say("状态", "State")
        Flow {
            width: parent.width
            spacing: Theme.gap8
            SyncChip { look: SyncChip.Synced; text: column.say("已同步", "All sent") }
            SyncChip { look: SyncChip.Waiting; text: column.say("3 项待上传", "3 to send") }
            SyncChip { look: SyncChip.Offline; text: column.say("离线·已保存在本机", "Offline · saved here") }
            SyncChip { look: SyncChip.Problem; text: column.say("1 项出错", "1 failed") }
            SyncChip { look: SyncChip.Running; text: column.say("正在同步", "Sending") }
        }
    }
}
