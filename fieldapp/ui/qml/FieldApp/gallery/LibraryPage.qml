pragma ComponentBehavior: Bound
import QtQuick
import FieldApp
import "../pages/knowledge"

// The fault library: hits in every state, models to choose from.
SamplePage {
    id: page

    focused: ringed

    component Hit: HitRow {
        key: "hit"
        code: "E02"
        cause: page.say("蒸发器温度<b>传感</b>器阻值漂移", "Evaporator temperature <b>sensor</b> drifts")
        detail: page.say("报警 E02，冷冻室温度上升", "Alarm E02, freezer compartment warms up")
        models: "CF-680"
        cases: page.say("38 例", "38 cases")
        cured: page.say("修好 92%", "92% cured")
        matches: true
        name: "E02"
        width: parent?.width ?? 0
    }

    Row {
        id: columns
        readonly property real column: (width - Theme.gap40) / 2
        width: parent.width
        spacing: Theme.gap40

        Column {
            width: columns.column
            spacing: Theme.gap24
            Specimen {
                title: page.say("命中：平常·选中·按下·焦点", "Hits: normal · selected · pressed · focus")
                Column {
                    width: parent.width
                    Hit {}
                    Hit { selected: true }
                    Hit { down: true }
                    Hit { id: ringed }
                }
            }
        }
        Column {
            width: columns.column
            spacing: Theme.gap24
            Specimen {
                title: page.say("命中：没有代码·别的代码·很长·还没有案例", "Hits: no code · another code · long · no case yet")
                Column {
                    width: parent.width
                    Hit {
                        code: ""
                        cause: page.say("门封条老化变形", "Door seal is worn and deformed")
                        detail: page.say("门边结霜，压缩机不停", "Frost along the door, compressor never stops")
                    }
                    Hit { matches: false; code: "E07" }
                    Hit {
                        cause: page.say("室外机板换进水过滤器堵塞，水流开关时通时断，开机十分钟后报流量不足", "The strainer before the plate heat exchanger is blocked, the flow switch opens and closes, and the unit stops after ten minutes")
                        detail: page.say("清洗过滤器后正常，三天后又报；系统里有焊渣，水压偏低，补水阀不动作，夜里更常见", "Fine after the strainer was cleaned, back after three days; there is welding slag in the system, pressure is low and the fill valve does not move, more often at night")
                        models: "AH-12 +2"
                    }
                    Hit { cases: ""; cured: ""; models: "" }
                }
            }
            Specimen {
                title: page.say("机型：全部·选中·其他", "Models: all · chosen · others")
                ModelFilter {
                    width: parent.width
                    model: ListModel {
                        Component.onCompleted: {
                            append({ model: "", label: page.say("全部机型", "All models"), chosen: false });
                            append({ model: "CF-680", label: "CF-680", chosen: true });
                            append({ model: "CF-480", label: "CF-480", chosen: false });
                            append({ model: "AH-12", label: "AH-12", chosen: false });
                        }
                    }
                }
            }
        }
    }
}
