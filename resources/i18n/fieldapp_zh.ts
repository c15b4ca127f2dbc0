<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AcceptStep</name>
    <message>
        <source>Nothing is missing</source>
        <translation>什么都不缺</translation>
    </message>
    <message>
        <source>To be asked</source>
        <translation>要问清的</translation>
    </message>
    <message>
        <source>Dispatcher first, then the customer</source>
        <translation>先问调度，再问客户</translation>
    </message>
    <message>
        <source>Customer unreachable: go on without</source>
        <translation>客户联系不上，先往下走</translation>
    </message>
</context>
<context>
    <name>AccessSheet</name>
    <message>
        <source>Enter your present passphrase</source>
        <translation>请输入现在的口令</translation>
    </message>
    <message>
        <source>Enter your present PIN</source>
        <translation>请输入现在的 PIN</translation>
    </message>
    <message>
        <source>Set a passphrase of ten characters or more</source>
        <translation>设一个十个字以上的口令</translation>
    </message>
    <message>
        <source>Set a PIN of six digits</source>
        <translation>设一个六位 PIN</translation>
    </message>
    <message>
        <source>Enter it once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>PIN and lock</source>
        <translation>PIN 与锁定</translation>
    </message>
    <message>
        <source>Lock when nobody touches the tablet</source>
        <translation>无人操作多久后锁定</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Answers and remarks being typed are stored first; after the PIN you are on the same page. A signature not yet confirmed is cleared, and an open side sheet closes.</source>
        <translation>正在填的答案和备注会先存好，输入 PIN 后回到同一页。还没确认的签字笔迹会清除，打开的侧边页会关上。</translation>
    </message>
    <message>
        <source>The new passphrase counts from now on</source>
        <translation>新口令已生效</translation>
    </message>
    <message>
        <source>The new PIN counts from now on</source>
        <translation>新 PIN 已生效</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>更换口令</translation>
    </message>
    <message>
        <source>Change PIN</source>
        <translation>更换 PIN</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>AnalysePlan</name>
    <message>
        <source>Plans</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Tap a card to try it first</source>
        <translation>点卡片换成先做</translation>
    </message>
    <message>
        <source>Pick an entry of the fault library above.</source>
        <translation>点上面故障库的一条，方案自动填好。</translation>
    </message>
    <message>
        <source>Pick an entry of the fault library at the left.</source>
        <translation>点左边故障库的一条，方案自动填好。</translation>
    </message>
    <message>
        <source>My judgement</source>
        <translation>我的判断</translation>
    </message>
</context>
<context>
    <name>AnalyseSources</name>
    <message>
        <source>Fault library</source>
        <translation>故障库</translation>
    </message>
    <message>
        <source>No known fault of this model</source>
        <translation>这个型号没有记录的故障</translation>
    </message>
    <message>
        <source>Write the plan in your own words.</source>
        <translation>方案请自己写。</translation>
    </message>
    <message>
        <source>Search the whole library</source>
        <translation>在整个故障库里搜索</translation>
    </message>
    <message>
        <source>This asset</source>
        <translation>这台设备</translation>
    </message>
    <message>
        <source>Same model, same code</source>
        <translation>同型号同代码</translation>
    </message>
    <message>
        <source>Drawings and manuals</source>
        <translation>图纸与手册</translation>
    </message>
    <message>
        <source>Ask the technical lead</source>
        <translation>问技术负责人</translation>
    </message>
</context>
<context>
    <name>AskStep</name>
    <message>
        <source>This tablet is enrolled</source>
        <translation>这台平板已登记</translation>
    </message>
    <message>
        <source>Enrolling</source>
        <translation>正在登记</translation>
    </message>
    <message>
        <source>Not enrolled yet</source>
        <translation>还没有登记</translation>
    </message>
    <message>
        <source>Your orders come with the first sync.</source>
        <translation>首次同步后会收到工单。</translation>
    </message>
    <message>
        <source>Keys are made and the centre is asked. This takes a few seconds.</source>
        <translation>正在生成密钥并联系中心，需要几秒。</translation>
    </message>
    <message>
        <source>Code and PIN are kept for the next try.</source>
        <translation>登记码和 PIN 都留着，可以再试。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Another code</source>
        <translation>换一个登记码</translation>
    </message>
</context>
<context>
    <name>BarcodeInput</name>
    <message>
        <source>Scan or type the code</source>
        <translation>扫描或输入条码</translation>
    </message>
    <message>
        <source>Type the code</source>
        <translation>输入条码</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
</context>
<context>
    <name>BringBackSheet</name>
    <message>
        <source>Machine brought back</source>
        <translation>机器已送回</translation>
    </message>
    <message>
        <source>Scan the loaner, or say where it is</source>
        <translation>扫周转机，或写明它在哪</translation>
    </message>
    <message>
        <source>It is back</source>
        <translation>确认送回</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Remark, if needed</source>
        <translation>备注（可不填）</translation>
    </message>
</context>
<context>
    <name>CallBackSheet</name>
    <message>
        <source>Call back</source>
        <translation>回电</translation>
    </message>
    <message>
        <source>Choose how it ended</source>
        <translation>选一个结果</translation>
    </message>
    <message>
        <source>Solved: close the order</source>
        <translation>已解决，去归档</translation>
    </message>
    <message>
        <source>When to call again</source>
        <translation>定再拨时间</translation>
    </message>
    <message>
        <source>Go on with the visit</source>
        <translation>照常上门</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>The order closes without a visit</source>
        <translation>不上门，直接归档</translation>
    </message>
    <message>
        <source>Not solved</source>
        <translation>没解决</translation>
    </message>
    <message>
        <source>On with the toolkit; the first clocks run on</source>
        <translation>去自检；原来的时限接着走</translation>
    </message>
    <message>
        <source>Wants a visit</source>
        <translation>要上门</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没人接</translation>
    </message>
    <message>
        <source>Stays owed; choose when to call again</source>
        <translation>还欠着，定再拨时间</translation>
    </message>
    <message>
        <source>Remark, if needed</source>
        <translation>需要时写备注</translation>
    </message>
</context>
<context>
    <name>CallSheet</name>
    <message>
        <source>You may say</source>
        <translation>可以这样说</translation>
    </message>
    <message>
        <source>Does it work again, and does it stay so?</source>
        <translation>现在好用吗？有没有再出现？</translation>
    </message>
    <message>
        <source>Is the time possible</source>
        <translation>时间行不行</translation>
    </message>
    <message>
        <source>Otherwise offer</source>
        <translation>不行就提</translation>
    </message>
    <message>
        <source>Have it confirmed</source>
        <translation>请客户核对</translation>
    </message>
</context>
<context>
    <name>CallStep</name>
    <message>
        <source>How it ended</source>
        <translation>通话结果</translation>
    </message>
    <message>
        <source>Solved by phone</source>
        <translation>电话里解决了</translation>
    </message>
    <message>
        <source>The centre sees this call with the next sync</source>
        <translation>中心会在下次同步时看到这次通话</translation>
    </message>
</context>
<context>
    <name>CameraSheet</name>
    <message>
        <source>Take the photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>The camera cannot be used. Close other programs that use it, or choose a file.</source>
        <translation>相机用不了。关掉正在用相机的程序，或改选文件。</translation>
    </message>
    <message>
        <source>Opening the camera</source>
        <translation>正在打开相机</translation>
    </message>
</context>
<context>
    <name>ChoiceSearch</name>
    <message>
        <source>Search %1 choices</source>
        <translation>在 %1 项中搜索</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>列出 %1 项，共 %2 项</translation>
    </message>
    <message>
        <source>No hit for “%2” among %1. Fewer letters find more.</source>
        <translation>%1 项中没有“%2”，少打几个字再试</translation>
    </message>
    <message>
        <source>More than %1 hits of %2. More letters find fewer.</source>
        <translation>共 %2 项，找到的超过 %1 项，再打几个字</translation>
    </message>
    <message>
        <source>Hits: %1 of %2</source>
        <translation>找到 %1 项，共 %2 项</translation>
    </message>
</context>
<context>
    <name>ChoiceSheet</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>ClockGrid</name>
    <message>
        <source>One minute earlier</source>
        <translation>早一分钟</translation>
    </message>
    <message>
        <source>One minute later</source>
        <translation>晚一分钟</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时</translation>
    </message>
    <message>
        <source>%1 o&apos;clock</source>
        <translation>%1 点</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>分</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 分</translation>
    </message>
</context>
<context>
    <name>ClockPick</name>
    <message>
        <source>Choose a time</source>
        <translation>选择时间</translation>
    </message>
    <message>
        <source>Take this time</source>
        <translation>用这个时间</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>ConfirmRow</name>
    <message>
        <source>Before: %1</source>
        <translation>原来：%1</translation>
    </message>
    <message>
        <source>Wrong?</source>
        <translation>有误？</translation>
    </message>
    <message>
        <source>Correct %1</source>
        <translation>更正%1</translation>
    </message>
</context>
<context>
    <name>ConfirmSheet</name>
    <message>
        <source>Confirm once more</source>
        <translation>再确认一次</translation>
    </message>
    <message>
        <source>Call or write</source>
        <translation>打电话或发消息</translation>
    </message>
    <message>
        <source>Told by call</source>
        <translation>电话里说了</translation>
    </message>
    <message>
        <source>Message sent</source>
        <translation>消息发了</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Open in messages</source>
        <translation>用短信发</translation>
    </message>
    <message>
        <source>How the customer knows</source>
        <translation>怎么告诉客户的</translation>
    </message>
    <message>
        <source>By call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>By message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CorrectSheet</name>
    <message>
        <source>Correct details</source>
        <translation>更正信息</translation>
    </message>
    <message>
        <source>Works at once; the centre decides on its own copy</source>
        <translation>马上按新的做；中心收到更正请求</translation>
    </message>
    <message>
        <source>Nothing changed yet</source>
        <translation>还没有改</translation>
    </message>
    <message>
        <source>Save corrections: %1</source>
        <translation>更正 %1 项</translation>
    </message>
</context>
<context>
    <name>CountdownPanel</name>
    <message>
        <source>Way %1</source>
        <translation>路程 %1</translation>
    </message>
    <message>
        <source>Buffer %1</source>
        <translation>缓冲 %1</translation>
    </message>
    <message>
        <source>Early %1</source>
        <translation>提前 %1</translation>
    </message>
</context>
<context>
    <name>CounterInput</name>
    <message>
        <source>One less</source>
        <translation>减一</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一</translation>
    </message>
</context>
<context>
    <name>CoverageSheet</name>
    <message>
        <source>Who pays</source>
        <translation>由谁付费</translation>
    </message>
    <message>
        <source>Choose the ground</source>
        <translation>请选依据</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>写一句原因</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>保修承担</translation>
    </message>
    <message>
        <source>The customer pays</source>
        <translation>客户承担</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Why; the report shows it</source>
        <translation>理由（印在报告上）</translation>
    </message>
    <message>
        <source>As the machine&apos;s warranty says</source>
        <translation>恢复按机器保修期</translation>
    </message>
</context>
<context>
    <name>DateTimeInput</name>
    <message>
        <source>The day is missing</source>
        <translation>还差日期</translation>
    </message>
    <message>
        <source>The time is missing</source>
        <translation>还差时间</translation>
    </message>
</context>
<context>
    <name>DayGrid</name>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>下个月</translation>
    </message>
</context>
<context>
    <name>DayPick</name>
    <message>
        <source>Choose a year</source>
        <translation>选择年份</translation>
    </message>
    <message>
        <source>Choose a month</source>
        <translation>选择月份</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>DayTimeline</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Nothing planned today</source>
        <translation>今天没有安排</translation>
    </message>
    <message>
        <source>New orders appear with the next sync.</source>
        <translation>新工单会在下次同步时出现。</translation>
    </message>
    <message>
        <source>See open orders</source>
        <translation>看未结工单</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
</context>
<context>
    <name>DepartFacts</name>
    <message>
        <source>Be there early by</source>
        <translation>提前到达</translation>
    </message>
    <message>
        <source>Keep for all visits</source>
        <translation>以后都这样</translation>
    </message>
    <message>
        <source>Where the time comes from</source>
        <translation>路程怎么来的</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>把握</translation>
    </message>
</context>
<context>
    <name>DepartStep</name>
    <message>
        <source>On the way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>The promised time cannot be kept any more</source>
        <translation>约定时间赶不上了</translation>
    </message>
    <message>
        <source>Apologise, explain, agree on another time before leaving</source>
        <translation>先道歉、说明、改好时间，再出发</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Confirmed again</source>
        <translation>再次确认</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Call or write</source>
        <translation>打电话或发消息</translation>
    </message>
    <message>
        <source>Navigate</source>
        <translation>导航</translation>
    </message>
</context>
<context>
    <name>DepartureDiagram</name>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Leave %1, arrive %2, appointment %3</source>
        <translation>%1 出发，%2 到达，约定 %3</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>出发</translation>
    </message>
    <message>
        <source>Arrive</source>
        <translation>到达</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>路程</translation>
    </message>
    <message>
        <source>Buffer</source>
        <translation>缓冲</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>提前</translation>
    </message>
</context>
<context>
    <name>DialRow</name>
    <message>
        <source>No number</source>
        <translation>没有号码</translation>
    </message>
    <message>
        <source>Number copied: dial it on your phone</source>
        <translation>号码已复制，请用手机拨打</translation>
    </message>
    <message>
        <source>Dial</source>
        <translation>拨打</translation>
    </message>
</context>
<context>
    <name>DifferenceList</name>
    <message>
        <source>%1: %2 counts, the other is %3</source>
        <translation>%1：采用 %2，另一值 %3</translation>
    </message>
    <message>
        <source>Counts now</source>
        <translation>现在采用</translation>
    </message>
    <message>
        <source>The other</source>
        <translation>另一值</translation>
    </message>
    <message>
        <source>Take the other</source>
        <translation>换成另一值</translation>
    </message>
    <message>
        <source>Swap back</source>
        <translation>换回来</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>保留这个</translation>
    </message>
    <message>
        <source>The office decides about the appointment</source>
        <translation>预约由办公室决定</translation>
    </message>
</context>
<context>
    <name>DoubtCard</name>
    <message>
        <source>Take from the register: %1</source>
        <translation>用登记的：%1</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>填上</translation>
    </message>
    <message>
        <source>Ask the dispatcher</source>
        <translation>问调度</translation>
    </message>
</context>
<context>
    <name>DrawSheet</name>
    <message>
        <source>Take it over</source>
        <translation>用这一张</translation>
    </message>
    <message>
        <source>Last stroke</source>
        <translation>撤销一笔</translation>
    </message>
    <message>
        <source>All anew</source>
        <translation>全部重来</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>Get this tablet ready</source>
        <translation>准备这台平板</translation>
    </message>
    <message>
        <source>Scan the enrolment code</source>
        <translation>扫描登记码</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Set a PIN</source>
        <translation>设置 PIN</translation>
    </message>
    <message>
        <source>Enrol at the centre</source>
        <translation>向中心登记</translation>
    </message>
</context>
<context>
    <name>EnrolSteps</name>
    <message>
        <source>Field service</source>
        <translation>现场服务</translation>
    </message>
</context>
<context>
    <name>EntryRow</name>
    <message>
        <source>Plan A</source>
        <translation>方案 A</translation>
    </message>
    <message>
        <source>Plan B</source>
        <translation>方案 B</translation>
    </message>
</context>
<context>
    <name>EntryView</name>
    <message>
        <source>No entry picked</source>
        <translation>没有选条目</translation>
    </message>
    <message>
        <source>Pick one from the list.</source>
        <translation>从列表里选一条。</translation>
    </message>
    <message>
        <source>Symptom</source>
        <translation>现象</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Plan B</source>
        <translation>方案 B</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>备件</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Picture to this entry</source>
        <translation>这一条的图片</translation>
    </message>
</context>
<context>
    <name>FaceChoice</name>
    <message>
        <source>Satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Fairly satisfied</source>
        <translation>较满意</translation>
    </message>
    <message>
        <source>Dissatisfied</source>
        <translation>不满意</translation>
    </message>
</context>
<context>
    <name>FactRow</name>
    <message>
        <source>Before: %1</source>
        <translation>原来：%1</translation>
    </message>
</context>
<context>
    <name>FaultList</name>
    <message>
        <source>Search the whole library</source>
        <translation>在整个故障库里搜索</translation>
    </message>
    <message>
        <source>No known fault of this model</source>
        <translation>故障库里没有这个型号</translation>
    </message>
    <message>
        <source>The library grows with every closed case.</source>
        <translation>每结一单，故障库都会多一条。</translation>
    </message>
</context>
<context>
    <name>FeeTable</name>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Customer pays</source>
        <translation>客户应付</translation>
    </message>
</context>
<context>
    <name>FilesChoice</name>
    <message>
        <source>Send photos and papers</source>
        <translation>照片与文件</translation>
    </message>
    <message>
        <source>When data is free</source>
        <translation>不计流量时传</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>随时传</translation>
    </message>
    <message>
        <source>Send photos now</source>
        <translation>现在就传照片</translation>
    </message>
</context>
<context>
    <name>FindingRows</name>
    <message>
        <source>Found: %1</source>
        <translation>发现 %1 处</translation>
    </message>
    <message>
        <source>See it</source>
        <translation>去看</translation>
    </message>
    <message>
        <source>Open an order</source>
        <translation>开工单</translation>
    </message>
</context>
<context>
    <name>FormChangeList</name>
    <message>
        <source>What changes</source>
        <translation>有什么不同</translation>
    </message>
</context>
<context>
    <name>FormMoveSheet</name>
    <message>
        <source>Newer checklist</source>
        <translation>检查表新版本</translation>
    </message>
    <message>
        <source>Back to the earlier checklist</source>
        <translation>换回原来的检查表</translation>
    </message>
    <message>
        <source>The versions could not be compared. Yours stays as it is.</source>
        <translation>两个版本没能比较，现在用的版本没有变。</translation>
    </message>
    <message>
        <source>Comparing the versions …</source>
        <translation>正在比较两个版本…</translation>
    </message>
    <message>
        <source>Your answers</source>
        <translation>已填的内容</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>移开保存</translation>
    </message>
    <message>
        <source>This version has no place for them. They stay in the record and come back with a version that has.</source>
        <translation>这个版本没有地方放。内容仍留在记录里，换到有地方放的版本就回来。</translation>
    </message>
    <message>
        <source>Coming back</source>
        <translation>放回来</translation>
    </message>
    <message>
        <source>Set aside earlier; this version has a place for them again.</source>
        <translation>以前移开的，这个版本又有地方放了。</translation>
    </message>
    <message>
        <source>Use new version</source>
        <translation>换用新版本</translation>
    </message>
    <message>
        <source>Go back to it</source>
        <translation>换回这个版本</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>保留原版本</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>不换</translation>
    </message>
</context>
<context>
    <name>FormOfferBar</name>
    <message>
        <source>See what changes</source>
        <translation>看看有什么不同</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>备件</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>FrameNotice</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>GateNotices</name>
    <message>
        <source>May be passed with a reason; the report shows it.</source>
        <translation>说明原因可以继续，报告里会显示</translation>
    </message>
    <message>
        <source>No reason replaces this.</source>
        <translation>这一项没有例外</translation>
    </message>
</context>
<context>
    <name>HandBackSheet</name>
    <message>
        <source>Hand back</source>
        <translation>交回</translation>
    </message>
    <message>
        <source>Colleague who agreed</source>
        <translation>同意接手的同事</translation>
    </message>
    <message>
        <source>Remark, if needed</source>
        <translation>备注，可不填</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>先选原因</translation>
    </message>
    <message>
        <source>Name the colleague</source>
        <translation>写上同事姓名</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>HandEntry</name>
    <message>
        <source>Number on the label</source>
        <translation>标签上的号码</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Take this number</source>
        <translation>确认号码</translation>
    </message>
    <message>
        <source>No old part comes out</source>
        <translation>没有旧件</translation>
    </message>
</context>
<context>
    <name>HeaderActions</name>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>No earlier service</source>
        <translation>没有服务记录</translation>
    </message>
    <message>
        <source>This asset was not served before.</source>
        <translation>这台设备第一次上门。</translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Fault library</source>
        <translation>故障库</translation>
    </message>
    <message>
        <source>Nothing exactly like this. Did you mean:</source>
        <translation>没有完全一样的，您是不是要找：</translation>
    </message>
    <message>
        <source>No entries yet</source>
        <translation>还没有条目</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>The library comes with the next sync.</source>
        <translation>下次同步后就有了。</translation>
    </message>
    <message>
        <source>Try two characters of it, the code on the display, or the part.</source>
        <translation>换两个字试试，或者报警代码、备件名称。</translation>
    </message>
    <message>
        <source>Search all models</source>
        <translation>搜索全部机型</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>Tablet</source>
        <translation>平板</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
</context>
<context>
    <name>InputFrame</name>
    <message>
        <source>optional</source>
        <translation>选填</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>How to do it</source>
        <translation>怎么做</translation>
    </message>
</context>
<context>
    <name>JudgementCard</name>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>KitChecks</name>
    <message>
        <source>Five courtesies</source>
        <translation>五个一</translation>
    </message>
    <message>
        <source>Must have</source>
        <translation>必带</translation>
    </message>
</context>
<context>
    <name>KitStep</name>
    <message>
        <source>To carry</source>
        <translation>随身物品</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>还差%1</translation>
    </message>
    <message>
        <source>All there</source>
        <translation>齐了</translation>
    </message>
</context>
<context>
    <name>KnowledgePage</name>
    <message>
        <source>Propose this case</source>
        <translation>提交这个案例</translation>
    </message>
</context>
<context>
    <name>LateSheet</name>
    <message>
        <source>I will be late</source>
        <translation>我会迟到</translation>
    </message>
    <message>
        <source>Promised: %1</source>
        <translation>约定：%1</translation>
    </message>
    <message>
        <source>Ask the dispatcher to tell</source>
        <translation>请调度先告诉客户</translation>
    </message>
    <message>
        <source>Call or write</source>
        <translation>打电话或发短信</translation>
    </message>
    <message>
        <source>What does the customer say?</source>
        <translation>客户怎么说？</translation>
    </message>
    <message>
        <source>Save, somebody else goes</source>
        <translation>记下，换人去</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>记下</translation>
    </message>
    <message>
        <source>I call the customer myself</source>
        <translation>我自己打给客户</translation>
    </message>
</context>
<context>
    <name>LateTalk</name>
    <message>
        <source>Nobody answers: write</source>
        <translation>没人接，发短信</translation>
    </message>
    <message>
        <source>By call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>By message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>What the customer says</source>
        <translation>客户怎么说</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Won&apos;t wait</source>
        <translation>不等了</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>没联系上</translation>
    </message>
</context>
<context>
    <name>LevelSheet</name>
    <message>
        <source>Propose another level</source>
        <translation>提议改级别</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>为什么</translation>
    </message>
    <message>
        <source>Choose a level</source>
        <translation>选一个级别</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提议</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>写一句原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LimitLine</name>
    <message>
        <source>Out of limit</source>
        <translation>超限</translation>
    </message>
    <message>
        <source>Within limit</source>
        <translation>合格</translation>
    </message>
</context>
<context>
    <name>LockEntry</name>
    <message>
        <source>Scan or type the recovery code from the depot</source>
        <translation>扫描或输入备件库给的恢复码</translation>
    </message>
    <message>
        <source>Set a passphrase of ten characters or more</source>
        <translation>设一个十个字以上的口令</translation>
    </message>
    <message>
        <source>Set a PIN of six digits</source>
        <translation>设一个六位 PIN</translation>
    </message>
    <message>
        <source>Enter it once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Enter your passphrase</source>
        <translation>请输入口令</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>请输入 PIN</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>From a picture file</source>
        <translation>从图片文件读取</translation>
    </message>
    <message>
        <source>Picture of the recovery code</source>
        <translation>恢复码的图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>This machine has no keyring to share the secret with, so a PIN would not be safe enough.</source>
        <translation>这台机器没有系统钥匙串来分担密钥，只用 PIN 不够安全。</translation>
    </message>
    <message>
        <source>Forgotten?</source>
        <translation>忘记了？</translation>
    </message>
    <message>
        <source>The depot has a code. No work is lost.</source>
        <translation>备件库有恢复码，内容不会丢。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Field service</source>
        <translation>现场服务</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Field service</source>
        <translation>现场服务</translation>
    </message>
</context>
<context>
    <name>MePage</name>
    <message>
        <source>Me</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Scanner test</source>
        <translation>读码器测试</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>PIN and lock</source>
        <translation>PIN 与锁定</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Nothing written yet</source>
        <translation>还没有往来</translation>
    </message>
    <message>
        <source>Ask the office; the answer comes with a later sync.</source>
        <translation>可以问中心，答复随之后的同步到。</translation>
    </message>
    <message>
        <source>Write to the office</source>
        <translation>给中心留言</translation>
    </message>
</context>
<context>
    <name>MessageSheet</name>
    <message>
        <source>Message to the office</source>
        <translation>给中心留言</translation>
    </message>
    <message>
        <source>To</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Tap a sentence below, or write</source>
        <translation>点下面的常用语，或自己写</translation>
    </message>
    <message>
        <source>The record so far goes along</source>
        <translation>随附到目前为止的记录</translation>
    </message>
    <message>
        <source>Written so far</source>
        <translation>往来记录</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Write something first</source>
        <translation>先写一句</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>MissingSheet</name>
    <message>
        <source>Missing items</source>
        <translation>缺项处理</translation>
    </message>
    <message>
        <source>Without %1 there is no departure</source>
        <translation>没有%1不能出发</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>好了</translation>
    </message>
    <message>
        <source>All others are there</source>
        <translation>其余都带了</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>en_GB</source>
        <comment>locale of dates</comment>
        <translation>zh_CN</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>format of a day</comment>
        <translation>yyyy年M月d日 ddd</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>format of a day, whole</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>format of a month</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>yyyy</source>
        <comment>format of a year</comment>
        <translation>yyyy年</translation>
    </message>
    <message>
        <source>ddd</source>
        <comment>format of a weekday in a narrow column</comment>
        <translation>ddd</translation>
    </message>
</context>
<context>
    <name>MonthGrid</name>
    <message>
        <source>Earlier years</source>
        <translation>更早的年份</translation>
    </message>
    <message>
        <source>Year before</source>
        <translation>上一年</translation>
    </message>
    <message>
        <source>Later years</source>
        <translation>更晚的年份</translation>
    </message>
    <message>
        <source>Next year</source>
        <translation>下一年</translation>
    </message>
    <message>
        <source>MMM</source>
        <comment>format of a month in a table</comment>
        <translation>M月</translation>
    </message>
</context>
<context>
    <name>MoreSheet</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>See order</source>
        <translation>查看工单</translation>
    </message>
    <message>
        <source>History, fault library, hand back</source>
        <translation>历史、故障库、交回</translation>
    </message>
    <message>
        <source>Message to the office</source>
        <translation>给中心留言</translation>
    </message>
    <message>
        <source>A question, or stuck: the technical lead</source>
        <translation>提问；卡住了找技术负责人</translation>
    </message>
    <message>
        <source>Step before</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Agree on it with the customer</source>
        <translation>和客户说好新时间</translation>
    </message>
    <message>
        <source>Nobody at home</source>
        <translation>家中无人</translation>
    </message>
    <message>
        <source>Leave the card; the order waits for the customer</source>
        <translation>留下留言卡；工单等客户</translation>
    </message>
    <message>
        <source>Who pays</source>
        <translation>由谁付费</translation>
    </message>
    <message>
        <source>Leave this step out</source>
        <translation>跳过这一步</translation>
    </message>
    <message>
        <source>With a reason; the report shows it</source>
        <translation>写明原因，报告里会显示</translation>
    </message>
    <message>
        <source>Open this step again</source>
        <translation>重新打开这一步</translation>
    </message>
    <message>
        <source>Its answers stay</source>
        <translation>已填的内容都保留</translation>
    </message>
    <message>
        <source>Checklist version</source>
        <translation>检查表版本</translation>
    </message>
    <message>
        <source>Look at the report</source>
        <translation>看报告</translation>
    </message>
    <message>
        <source>I will be late</source>
        <translation>我会迟到</translation>
    </message>
    <message>
        <source>New time, what to say, the customer&apos;s answer</source>
        <translation>新时间、怎么说、客户的答复</translation>
    </message>
    <message>
        <source>Take away for repair</source>
        <translation>带回维修（拉修）</translation>
    </message>
    <message>
        <source>Slip, photos, loaner</source>
        <translation>拉修单、照片、周转机</translation>
    </message>
    <message>
        <source>Pass on to the company</source>
        <translation>转给公司</translation>
    </message>
    <message>
        <source>A purchase, an idea for the product</source>
        <translation>购买意向、产品建议</translation>
    </message>
    <message>
        <source>Another order here</source>
        <translation>再开一单</translation>
    </message>
    <message>
        <source>Same customer and machine; no network needed</source>
        <translation>同一客户、同一设备，不用网络</translation>
    </message>
</context>
<context>
    <name>MoveSheet</name>
    <message>
        <source>Another time</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>现在：%1</translation>
    </message>
    <message>
        <source>Choose a time</source>
        <translation>选一个时间</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>选一个原因</translation>
    </message>
    <message>
        <source>Not accepted: go on</source>
        <translation>客户不接受，继续</translation>
    </message>
    <message>
        <source>Agreed: move it</source>
        <translation>客户同意，改时间</translation>
    </message>
    <message>
        <source>Agreed: %1</source>
        <translation>客户同意：%1</translation>
    </message>
    <message>
        <source>Another day or time</source>
        <translation>另定日期和时间</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>为什么</translation>
    </message>
    <message>
        <source>What the customer says</source>
        <translation>客户怎么说</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Does not accept it</source>
        <translation>不接受</translation>
    </message>
    <message>
        <source>The appointment stays. Next: a colleague takes over, or the centre sends somebody.</source>
        <translation>预约不变。接下来：交给同事，或请中心派人。</translation>
    </message>
</context>
<context>
    <name>NewOrderFields</name>
    <message>
        <source>What is it about</source>
        <translation>要做什么</translation>
    </message>
    <message>
        <source>In the words of the customer</source>
        <translation>照客户的话写</translation>
    </message>
    <message>
        <source>Kind of work</source>
        <translation>工作类型</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Model, if known</source>
        <translation>型号（知道就填）</translation>
    </message>
    <message>
        <source>Serial number, if it can be read</source>
        <translation>序列号（看得清就填）</translation>
    </message>
    <message>
        <source>When</source>
        <translation>什么时候</translation>
    </message>
    <message>
        <source>Day and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>Takes about</source>
        <translation>大约要多久</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Name or company</source>
        <translation>姓名或单位</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Whom to ask for</source>
        <translation>找谁</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
</context>
<context>
    <name>NewOrderSheet</name>
    <message>
        <source>Order opened</source>
        <translation>工单已开</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>新工单</translation>
    </message>
    <message>
        <source>A number of this tablet. The centre adds its own with the next sync; both find the order.</source>
        <translation>这是本机的编号；下次同步后中心加上自己的号，两个号都查得到。</translation>
    </message>
    <message>
        <source>Go to the order</source>
        <translation>去这张工单</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>开单</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>还有没填的</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>留在这里</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>NewsBar</name>
    <message>
        <source>Noted</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>NewsPage</name>
    <message>
        <source>News from the office</source>
        <translation>中心的消息</translation>
    </message>
    <message>
        <source>All noted</source>
        <translation>全部知道了</translation>
    </message>
    <message>
        <source>No news</source>
        <translation>没有消息</translation>
    </message>
    <message>
        <source>What the office changes on your orders stands here for 30 days.</source>
        <translation>中心对工单的改动在这里保留 30 天。</translation>
    </message>
</context>
<context>
    <name>NextVisit</name>
    <message>
        <source>Symptom</source>
        <translation>现象</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>拨打 %1</translation>
    </message>
    <message>
        <source>Kit</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Missing: %1%2</source>
        <translation>还差 %1%2</translation>
    </message>
    <message>
        <source>All there</source>
        <translation>齐了</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Works offline</source>
        <translation>离线可用</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不齐全</translation>
    </message>
</context>
<context>
    <name>NoteCardSheet</name>
    <message>
        <source>Nobody at home</source>
        <translation>家中无人</translation>
    </message>
    <message>
        <source>Call once more, then leave the card</source>
        <translation>再拨一次，没人就留卡</translation>
    </message>
    <message>
        <source>Card left: close the visit</source>
        <translation>已留卡，去归档</translation>
    </message>
    <message>
        <source>Number to call for another time</source>
        <translation>改约电话</translation>
    </message>
    <message>
        <source>Photo of the card at the door</source>
        <translation>留言卡在门口的照片</translation>
    </message>
</context>
<context>
    <name>NothingToChoose</name>
    <message>
        <source>Nothing to choose yet</source>
        <translation>现在没有可选的</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Minus</source>
        <translation>负号</translation>
    </message>
    <message>
        <source>Decimal point</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>好了</translation>
    </message>
</context>
<context>
    <name>OrderDetail</name>
    <message>
        <source>Overview</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>Time limits</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Fault library</source>
        <translation>故障库</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>留言</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>Orders</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>No orders here</source>
        <translation>这里没有工单</translation>
    </message>
    <message>
        <source>New orders appear with the next sync.</source>
        <translation>新工单会在下次同步时出现。</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>新工单</translation>
    </message>
</context>
<context>
    <name>OrderOverview</name>
    <message>
        <source>Ask the dispatcher first, then the customer.</source>
        <translation>先问调度，再问客户。</translation>
    </message>
    <message>
        <source>The office cancelled this order</source>
        <translation>中心取消了这一单</translation>
    </message>
    <message>
        <source>The order keeps its level until the service manager decides</source>
        <translation>服务经理决定之前，工单级别不变</translation>
    </message>
    <message>
        <source>The office says something else; your corrections wait for its word</source>
        <translation>办公室另有说法；您的更正等它答复</translation>
    </message>
    <message>
        <source>Corrected with the customer</source>
        <translation>和客户更正过</translation>
    </message>
    <message>
        <source>Taken from the register</source>
        <translation>取自登记</translation>
    </message>
    <message>
        <source>Symptom</source>
        <translation>现象</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>拨打 %1</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>已联系</translation>
    </message>
    <message>
        <source>To call</source>
        <translation>待联系</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>I will be late</source>
        <translation>我会迟到</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>No order picked</source>
        <translation>还没选工单</translation>
    </message>
    <message>
        <source>Pick one from the list.</source>
        <translation>在左边选一张。</translation>
    </message>
    <message>
        <source>Hand back</source>
        <translation>交回</translation>
    </message>
    <message>
        <source>Another level</source>
        <translation>提议改级别</translation>
    </message>
    <message>
        <source>Propose for the library</source>
        <translation>提交到故障库</translation>
    </message>
</context>
<context>
    <name>OwnFigures</name>
    <message>
        <source>My figures</source>
        <translation>我的数据</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>近 30 天</translation>
    </message>
    <message>
        <source>Counted on this tablet from your orders. Your place is never read.</source>
        <translation>在本机由您的工单算出；从不读取您的位置。</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>PaperSheet</name>
    <message>
        <source>Service report</source>
        <translation>服务报告</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>Drawing the pages</source>
        <translation>正在生成页面</translation>
    </message>
</context>
<context>
    <name>PartLines</name>
    <message>
        <source>Replaced parts</source>
        <translation>换件</translation>
    </message>
    <message>
        <source>Take %1 back</source>
        <translation>撤销 %1</translation>
    </message>
    <message>
        <source>Nothing replaced yet. Scan the new part, then the old one.</source>
        <translation>还没换件。先扫新件，再扫旧件。</translation>
    </message>
    <message>
        <source>Scan part</source>
        <translation>扫描换件</translation>
    </message>
</context>
<context>
    <name>PassOnSheet</name>
    <message>
        <source>Another engineer</source>
        <translation>换人去</translation>
    </message>
    <message>
        <source>The order leaves this tablet&apos;s day; what was done stays with it</source>
        <translation>工单离开今天的安排；已做的都跟着走</translation>
    </message>
    <message>
        <source>Choose who</source>
        <translation>选谁去</translation>
    </message>
    <message>
        <source>Pass the order on</source>
        <translation>转交工单</translation>
    </message>
    <message>
        <source>Name the colleague</source>
        <translation>写同事姓名</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>You called him and he agreed</source>
        <translation>已打电话，他同意</translation>
    </message>
    <message>
        <source>Colleague who agreed</source>
        <translation>同意接手的同事</translation>
    </message>
    <message>
        <source>The centre sends somebody</source>
        <translation>请中心派人</translation>
    </message>
    <message>
        <source>With the next sync</source>
        <translation>下次同步时</translation>
    </message>
    <message>
        <source>Remark, if needed</source>
        <translation>需要时写备注</translation>
    </message>
</context>
<context>
    <name>PhraseEntry</name>
    <message>
        <source>Or in your own words</source>
        <translation>也可以自己写</translation>
    </message>
</context>
<context>
    <name>PictureFrame</name>
    <message>
        <source>This picture is not on this tablet</source>
        <translation>这张照片不在本机</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>正在读取照片</translation>
    </message>
</context>
<context>
    <name>PictureInput</name>
    <message>
        <source>Taking the photo in</source>
        <translation>正在处理照片</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有照片</translation>
    </message>
    <message>
        <source>Take again</source>
        <translation>重拍</translation>
    </message>
    <message>
        <source>Another photo</source>
        <translation>换一张</translation>
    </message>
    <message>
        <source>Draw on it</source>
        <translation>圈画</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Draw on the photo</source>
        <translation>在照片上圈画</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>%1 of %2 digits</source>
        <translation>已输 %1 位，共 %2 位</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>PinSheet</name>
    <message>
        <source>Back to the engineer</source>
        <translation>交还工程师</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>请输入 PIN</translation>
    </message>
    <message>
        <source>Enter your passphrase</source>
        <translation>请输入口令</translation>
    </message>
</context>
<context>
    <name>PinStep</name>
    <message>
        <source>Enter it once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Set a PIN of six digits</source>
        <translation>设一个六位 PIN</translation>
    </message>
    <message>
        <source>Set a passphrase of ten characters or more</source>
        <translation>设一个十个字以上的口令</translation>
    </message>
    <message>
        <source>It opens this tablet. Nobody else knows it.</source>
        <translation>用来打开这台平板，只有您知道。</translation>
    </message>
    <message>
        <source>This machine has no keyring to share the secret with, so a PIN would not be safe enough.</source>
        <translation>这台机器没有系统钥匙串来分担密钥，只用 PIN 不够安全。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Another code</source>
        <translation>换一个登记码</translation>
    </message>
</context>
<context>
    <name>PlainStep</name>
    <message>
        <source>The visit was refused; close it as refused, or wait for the centre</source>
        <translation>客户不要上门；可按“客户拒绝”归档，或等中心</translation>
    </message>
    <message>
        <source>Said and signed by the customer</source>
        <translation>客户本人评价并签字</translation>
    </message>
    <message>
        <source>The customer rates and signs on a page of his own</source>
        <translation>由客户本人在签字页评价、签字</translation>
    </message>
    <message>
        <source>Press the button, turn the tablet round</source>
        <translation>点下面的按钮，把平板转向客户</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ProposeSheet</name>
    <message>
        <source>Propose for the library</source>
        <translation>提交到故障库</translation>
    </message>
    <message>
        <source>Symptom</source>
        <translation>现象</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>备件</translation>
    </message>
    <message>
        <source>Goes to the centre with the next sync. Once reviewed it reaches all tablets.</source>
        <translation>下次同步时交给中心，审核后进入每台终端的故障库。</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Fill in all three</source>
        <translation>三项都要填</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QuotePage</name>
    <message>
        <source>Agreed: begin</source>
        <translation>同意，开始维修</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Who pays</source>
        <translation>由谁付费</translation>
    </message>
    <message>
        <source>Who says no</source>
        <translation>谁说不修</translation>
    </message>
    <message>
        <source>Choose who says no</source>
        <translation>选谁说不修</translation>
    </message>
    <message>
        <source>Record the refusal</source>
        <translation>确认不修</translation>
    </message>
</context>
<context>
    <name>QuotePlan</name>
    <message>
        <source>Price before the work</source>
        <translation>维修前报价</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Working time</source>
        <translation>预计工时</translation>
    </message>
    <message>
        <source>Half an hour less</source>
        <translation>减半小时</translation>
    </message>
    <message>
        <source>Half an hour more</source>
        <translation>加半小时</translation>
    </message>
    <message>
        <source>Parts in the price</source>
        <translation>报价包含的备件</translation>
    </message>
</context>
<context>
    <name>RankInput</name>
    <message>
        <source>This order is right</source>
        <translation>就按这个顺序</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>RankLine</name>
    <message>
        <source>%1 one up</source>
        <translation>%1 上移</translation>
    </message>
    <message>
        <source>%1 one down</source>
        <translation>%1 下移</translation>
    </message>
</context>
<context>
    <name>RatingInput</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 星，满分 %2 星</translation>
    </message>
</context>
<context>
    <name>ReasonSheet</name>
    <message>
        <source>Remark, if needed</source>
        <translation>备注，可不填</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>先选原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RefuseSheet</name>
    <message>
        <source>Not signing now</source>
        <translation>暂不签字</translation>
    </message>
    <message>
        <source>The engineer notes the reason; the report stays as you read it.</source>
        <translation>由工程师记录原因，报告内容不变。</translation>
    </message>
    <message>
        <source>Who was there, and what was said</source>
        <translation>谁在场，当时怎么说</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RemarkSheet</name>
    <message>
        <source>Your remark</source>
        <translation>您的留言</translation>
    </message>
    <message>
        <source>It is printed on the report.</source>
        <translation>会印在报告上。</translation>
    </message>
    <message>
        <source>Anything you want to add</source>
        <translation>想补充的都可以写</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>RemovedPage</name>
    <message>
        <source>This tablet is out of use</source>
        <translation>这台平板已停用</translation>
    </message>
    <message>
        <source>The centre has everything that was recorded here. Not all of it could be removed from this tablet:</source>
        <translation>这里记的都已交到中心，但没能全部从平板里删除：</translation>
    </message>
    <message>
        <source>The centre has everything that was recorded here. The data on this tablet are being removed.</source>
        <translation>这里记的都已交到中心，正在删除平板里的数据。</translation>
    </message>
    <message>
        <source>The centre has everything that was recorded here. Nothing of it is left on this tablet.</source>
        <translation>这里记的都已交到中心，平板里什么也没有留下。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Enrol this tablet anew</source>
        <translation>重新登记这台平板</translation>
    </message>
</context>
<context>
    <name>RenamePage</name>
    <message>
        <source>Enrol this tablet anew</source>
        <translation>重新登记这台平板</translation>
    </message>
    <message>
        <source>None of your work is lost: everything on this tablet comes along, and the centre counts each record once.</source>
        <translation>您的工作一项也不会丢：平板上的内容全部带过去，每条记录中心只算一次。</translation>
    </message>
    <message>
        <source>Scan the enrolment code</source>
        <translation>扫描登记码</translation>
    </message>
    <message>
        <source>Enter your passphrase</source>
        <translation>请输入口令</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>请输入 PIN</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>先不登记</translation>
    </message>
    <message>
        <source>The office makes a new one for you. It works once.</source>
        <translation>请办公室给您开一个新的，只能用一次。</translation>
    </message>
</context>
<context>
    <name>RenamePin</name>
    <message>
        <source>Everything came along</source>
        <translation>内容已全部带过来</translation>
    </message>
    <message>
        <source>Enrolling</source>
        <translation>正在登记</translation>
    </message>
    <message>
        <source>Enter your passphrase</source>
        <translation>请输入口令</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>请输入 PIN</translation>
    </message>
    <message>
        <source>This tablet opens by itself now, and what waits is sent.</source>
        <translation>平板马上自动打开，待传的内容会接着上传。</translation>
    </message>
    <message>
        <source>Keys are made and the centre is asked. This takes a few seconds.</source>
        <translation>正在生成密钥并联系中心，需要几秒。</translation>
    </message>
    <message>
        <source>It stays the same, and so does everything on this tablet.</source>
        <translation>不用换，平板上的内容也不变。</translation>
    </message>
    <message>
        <source>Enrol anew</source>
        <translation>重新登记</translation>
    </message>
    <message>
        <source>Another code</source>
        <translation>换一个登记码</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Service report</source>
        <translation>服务报告</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签字</translation>
    </message>
    <message>
        <source>Not signed yet</source>
        <translation>还没签字</translation>
    </message>
    <message>
        <source>Back to the visit</source>
        <translation>回到现场</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>存一份副本</translation>
    </message>
    <message>
        <source>Where to save the copy</source>
        <translation>副本存到哪里</translation>
    </message>
</context>
<context>
    <name>ReportSummary</name>
    <message>
        <source>Service report</source>
        <translation>服务报告</translation>
    </message>
</context>
<context>
    <name>RetrySheet</name>
    <message>
        <source>Nobody answered</source>
        <translation>没人接</translation>
    </message>
    <message>
        <source>Appointment: %1</source>
        <translation>预约：%1</translation>
    </message>
    <message>
        <source>Go by the address</source>
        <translation>照地址去</translation>
    </message>
    <message>
        <source>Save, call again</source>
        <translation>记下，到点再拨</translation>
    </message>
    <message>
        <source>Waiting longer would break the appointment</source>
        <translation>再等就赶不上预约了</translation>
    </message>
    <message>
        <source>The dispatcher is told and keeps calling; the report shows it</source>
        <translation>告诉调度继续联系；报告里会写明</translation>
    </message>
</context>
<context>
    <name>RowAdder</name>
    <message>
        <source>Add a row</source>
        <translation>加一行</translation>
    </message>
    <message>
        <source>Add: %1</source>
        <translation>加一行：%1</translation>
    </message>
</context>
<context>
    <name>ScanAim</name>
    <message>
        <source>The picture that was read</source>
        <translation>读取的照片</translation>
    </message>
    <message>
        <source>No old part comes out</source>
        <translation>没有旧件</translation>
    </message>
</context>
<context>
    <name>ScanButton</name>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
</context>
<context>
    <name>ScanResult</name>
    <message>
        <source>Use all the same</source>
        <translation>仍然使用</translation>
    </message>
</context>
<context>
    <name>ScanSheet</name>
    <message>
        <source>What you scan appears here.</source>
        <translation>扫到的会显示在这里。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>扫完</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手工输入</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>从照片</translation>
    </message>
    <message>
        <source>Picture of a label</source>
        <translation>标签照片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>ScanWays</name>
    <message>
        <source>Keyboard scanner: ready, just scan</source>
        <translation>读码器：已就绪，直接扫</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>正在读取照片</translation>
    </message>
    <message>
        <source>Picture: choose a photo of the label</source>
        <translation>从照片：选一张标签照片</translation>
    </message>
    <message>
        <source>By hand: type the number on the label</source>
        <translation>手工输入：照标签输入号码</translation>
    </message>
</context>
<context>
    <name>ScannerField</name>
    <message>
        <source>Scanner test</source>
        <translation>读码器测试</translation>
    </message>
    <message>
        <source>Scan any code now</source>
        <translation>现在扫任意一个码</translation>
    </message>
    <message>
        <source>Tap here, then scan any code</source>
        <translation>点这里，再扫任意一个码</translation>
    </message>
</context>
<context>
    <name>ScreenSettings</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Sunlight</source>
        <translation>强光</translation>
    </message>
    <message>
        <source>As the tablet</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Less movement</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Pages and bars change at once, nothing slides</source>
        <translation>页面直接切换，不滑动</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Code, symptom, part: any piece of it</source>
        <translation>代码、现象、备件，几个字就行</translation>
    </message>
    <message>
        <source>Empty the search</source>
        <translation>清空搜索</translation>
    </message>
</context>
<context>
    <name>SearchInput</name>
    <message>
        <source>, </source>
        <comment>between answers</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Nothing to choose yet</source>
        <translation>现在没有可选的</translation>
    </message>
    <message>
        <source>Search %1 choices</source>
        <translation>在 %1 项中搜索</translation>
    </message>
</context>
<context>
    <name>SecretEntry</name>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
</context>
<context>
    <name>SectionHead</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>SelectManyInput</name>
    <message>
        <source>Show %1 more</source>
        <translation>再列 %1 项</translation>
    </message>
</context>
<context>
    <name>SelectOneInput</name>
    <message>
        <source>Show %1 more</source>
        <translation>再列 %1 项</translation>
    </message>
</context>
<context>
    <name>SeverityBadge</name>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Major</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
</context>
<context>
    <name>SheetHeader</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SideSheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SignDone</name>
    <message>
        <source>The report is saved on this tablet. Please give it back to the engineer.</source>
        <translation>报告已保存在本机，请把平板交还工程师。</translation>
    </message>
    <message>
        <source>Back to the engineer</source>
        <translation>交还工程师</translation>
    </message>
</context>
<context>
    <name>SignFoot</name>
    <message>
        <source>I have a remark</source>
        <translation>我有话说</translation>
    </message>
    <message>
        <source>Change my remark</source>
        <translation>改我的留言</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不签字</translation>
    </message>
</context>
<context>
    <name>SignForm</name>
    <message>
        <source>Please check and sign</source>
        <translation>请您确认并签字</translation>
    </message>
    <message>
        <source>Read out and confirmed by phone</source>
        <translation>电话里念过并确认</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>工程师</translation>
    </message>
    <message>
        <source>Who was on the phone</source>
        <translation>谁接的电话</translation>
    </message>
    <message>
        <source>Are you satisfied with this service?</source>
        <translation>这次服务，您满意吗？</translation>
    </message>
</context>
<context>
    <name>SignPage</name>
    <message>
        <source>Read the whole report</source>
        <translation>看完整报告</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>正在保存报告</translation>
    </message>
</context>
<context>
    <name>SignSummary</name>
    <message>
        <source>Unit</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应付</translation>
    </message>
</context>
<context>
    <name>SignatureInput</name>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>画图</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>未签名</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有图</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>重签</translation>
    </message>
    <message>
        <source>Draw anew</source>
        <translation>重画</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>重签</translation>
    </message>
</context>
<context>
    <name>SiteNotices</name>
    <message>
        <source>Pass it on</source>
        <translation>转出去</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>已送回</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>再给客户看</translation>
    </message>
</context>
<context>
    <name>SiteRecord</name>
    <message>
        <source>Back into the bag</source>
        <translation>放回工具包</translation>
    </message>
    <message>
        <source>To explain</source>
        <translation>向客户说明</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Parts used, old parts back</source>
        <translation>用掉的备件、要带回的旧件</translation>
    </message>
    <message>
        <source>Parts replaced</source>
        <translation>换件</translation>
    </message>
    <message>
        <source>Pass on to the company</source>
        <translation>转给公司</translation>
    </message>
</context>
<context>
    <name>SliderInput</name>
    <message>
        <source>Not set yet</source>
        <translation>还没设定</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>低一档</translation>
    </message>
    <message>
        <source>More</source>
        <comment>a step on a scale</comment>
        <translation>高一档</translation>
    </message>
</context>
<context>
    <name>SpareLines</name>
    <message>
        <source>Spares</source>
        <translation>备件</translation>
    </message>
    <message>
        <source>Taken along for both plans</source>
        <translation>两个方案都带</translation>
    </message>
    <message>
        <source>Tap to request it</source>
        <translation>点一下申领</translation>
    </message>
    <message>
        <source>Tap to take the request back</source>
        <translation>点一下撤回申领</translation>
    </message>
    <message>
        <source>A spare comes after the appointment</source>
        <translation>有备件晚于预约才到</translation>
    </message>
    <message>
        <source>Agree on a later time with the customer, or go with plan B</source>
        <translation>和客户改个晚点的时间，或先按方案 B 去</translation>
    </message>
    <message>
        <source>Request what is missing</source>
        <translation>申领缺的备件</translation>
    </message>
</context>
<context>
    <name>SparesPane</name>
    <message>
        <source>Tick by label</source>
        <translation>扫标签打勾</translation>
    </message>
    <message>
        <source>Scan spares</source>
        <translation>扫描备件</translation>
    </message>
    <message>
        <source>Request what is missing</source>
        <translation>申领缺的备件</translation>
    </message>
    <message>
        <source>Missing: borrow, pick up on the way, or request</source>
        <translation>缺件：向同事借、顺路取或申领</translation>
    </message>
    <message>
        <source>For this order</source>
        <translation>本单另带</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>未放行</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未开始</translation>
    </message>
</context>
<context>
    <name>StickPage</name>
    <message>
        <source>By USB stick</source>
        <translation>用 U 盘</translation>
    </message>
    <message>
        <source>Without a network your records travel on a stick. The file is sealed: only the centre can read it.</source>
        <translation>没有网络时，记录可以用 U 盘带去。文件是封好的，只有中心能读。</translation>
    </message>
    <message>
        <source>1. Write the file for the depot</source>
        <translation>1. 写给备件库的文件</translation>
    </message>
    <message>
        <source>Choose the stick, then hand it to the depot. Nothing is lost if it gets lost: your records stay here.</source>
        <translation>选 U 盘，再交给备件库。U 盘丢了也不丢记录：都还在本机。</translation>
    </message>
    <message>
        <source>2. Bring back the answer</source>
        <translation>2. 读入回执</translation>
    </message>
    <message>
        <source>The depot writes a file “answer-….fab” on the stick. Choose it here; without it, the next sync tells the same.</source>
        <translation>备件库会在 U 盘上写 answer-….fab，在这里选它。没有也行，下次联网会说同样的话。</translation>
    </message>
    <message>
        <source>Where is the stick?</source>
        <translation>U 盘在哪里？</translation>
    </message>
    <message>
        <source>The depot&apos;s answer</source>
        <translation>备件库的回执</translation>
    </message>
</context>
<context>
    <name>SuggestionSheet</name>
    <message>
        <source>Pass on to the company</source>
        <translation>转给公司</translation>
    </message>
    <message>
        <source>Choose what they said</source>
        <translation>选客户说的话</translation>
    </message>
    <message>
        <source>Ask for consent</source>
        <translation>先征得客户同意</translation>
    </message>
    <message>
        <source>Pass it on</source>
        <translation>转给公司</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>A purchase</source>
        <translation>购买意向</translation>
    </message>
    <message>
        <source>The product</source>
        <translation>产品建议</translation>
    </message>
    <message>
        <source>What the customer said</source>
        <translation>客户的话</translation>
    </message>
    <message>
        <source>The customer agrees that it is passed on</source>
        <translation>客户同意转给公司</translation>
    </message>
</context>
<context>
    <name>SupportPage</name>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>Nothing about customers, no answers, no keys. Tap a file to read it before you save.</source>
        <translation>不含客户资料、填写内容和密钥。存之前可点开每个文件看。</translation>
    </message>
    <message>
        <source>Save the bundle</source>
        <translation>存支持包</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Where to save the bundle</source>
        <translation>支持包存到哪里</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>要您看 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>With the office</source>
        <translation>在办公室</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Enrol anew</source>
        <translation>重新登记</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>No network? Take a stick</source>
        <translation>没有网络？用 U 盘</translation>
    </message>
    <message>
        <source>A sealed file for the depot, and its answer</source>
        <translation>封好的文件带去备件库，再带回执</translation>
    </message>
</context>
<context>
    <name>SyncProblems</name>
    <message>
        <source>Nothing for you to decide</source>
        <translation>没有要您处理的</translation>
    </message>
    <message>
        <source>What you record is saved on this tablet at once.</source>
        <translation>记录随时存在本机。</translation>
    </message>
    <message>
        <source>Go on working. What you record is saved on this tablet and sent when the centre can be reached.</source>
        <translation>照常工作。记录都存在本机，连上中心后自动上传。</translation>
    </message>
    <message>
        <source>What you record is saved on this tablet at once and sent by itself.</source>
        <translation>记录随时存在本机，并自动上传。</translation>
    </message>
    <message>
        <source>Copy what it says</source>
        <translation>复制内容</translation>
    </message>
</context>
<context>
    <name>TakeAwaySheet</name>
    <message>
        <source>Take away for repair</source>
        <translation>带回维修（拉修）</translation>
    </message>
    <message>
        <source>Both sign on the report; it is the slip</source>
        <translation>双方在报告上签字，作为拉修单</translation>
    </message>
    <message>
        <source>Name what goes along</source>
        <translation>写上随机附件</translation>
    </message>
    <message>
        <source>Say how it looks</source>
        <translation>写上机器状况</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>带回维修</translation>
    </message>
    <message>
        <source>What goes along</source>
        <translation>随机附件</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>机器状况</translation>
    </message>
    <message>
        <source>Photo %1</source>
        <translation>照片 %1</translation>
    </message>
    <message>
        <source>Back on</source>
        <translation>归还日期</translation>
    </message>
    <message>
        <source>Loaner that stays here</source>
        <translation>留下的周转机</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
</context>
<context>
    <name>TextAnswerInput</name>
    <message>
        <source>In the words of the trade: tap to replace</source>
        <translation>专业说法，点一下替换</translation>
    </message>
</context>
<context>
    <name>TicketStep</name>
    <message>
        <source>Scan the enrolment code</source>
        <translation>扫描登记码</translation>
    </message>
    <message>
        <source>The centre prints it for this tablet. It works once.</source>
        <translation>中心为这台平板打印的二维码，只能用一次。</translation>
    </message>
    <message>
        <source>Scan here, or type it</source>
        <translation>在这里扫码，或手工输入</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>正在读图片</translation>
    </message>
    <message>
        <source>From a picture file</source>
        <translation>从图片文件读取</translation>
    </message>
    <message>
        <source>Picture of the enrolment code</source>
        <translation>登记码图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>TimelineRow</name>
    <message>
        <source>Before: %1</source>
        <translation>原来：%1</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>See order</source>
        <translation>查看工单</translation>
    </message>
</context>
<context>
    <name>ToolLines</name>
    <message>
        <source>Special tools and software</source>
        <translation>专用工具和软件</translation>
    </message>
    <message>
        <source>Tap to leave it at home</source>
        <translation>点一下不带</translation>
    </message>
    <message>
        <source>Special tool or software</source>
        <translation>专用工具或软件</translation>
    </message>
    <message>
        <source>Add a tool or software</source>
        <translation>添加工具或软件</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo %1 s</source>
        <translation>撤销 %1 秒</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>Missing items</source>
        <translation>缺项处理</translation>
    </message>
    <message>
        <source>All others are there</source>
        <translation>其余都带了</translation>
    </message>
    <message>
        <source>All passed</source>
        <translation>全部合格</translation>
    </message>
    <message>
        <source>Show what is open</source>
        <translation>看还差什么</translation>
    </message>
    <message>
        <source>Pass with a reason</source>
        <translation>说明原因继续</translation>
    </message>
    <message>
        <source>Back to: %1</source>
        <translation>返回%1</translation>
    </message>
    <message>
        <source>Preview PDF</source>
        <translation>预览 PDF</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Leave this step out</source>
        <translation>跳过这一步</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>I will be late</source>
        <translation>我会迟到</translation>
    </message>
    <message>
        <source>Confirm all</source>
        <translation>全部确认</translation>
    </message>
</context>
<context>
    <name>WaySheet</name>
    <message>
        <source>Way there</source>
        <translation>怎么去</translation>
    </message>
    <message>
        <source>Point the phone&apos;s camera at the code</source>
        <translation>用手机扫码，在手机上导航</translation>
    </message>
    <message>
        <source>Open in a map</source>
        <translation>用地图打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>QR code of the way</source>
        <translation>路线二维码</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Copy coordinates</source>
        <translation>复制坐标</translation>
    </message>
</context>
<context>
    <name>WorkEvidence</name>
    <message>
        <source>Against the analysis</source>
        <translation>与行前分析</translation>
    </message>
    <message>
        <source>The analysis said</source>
        <translation>行前分析</translation>
    </message>
</context>
<context>
    <name>WorkInstruction</name>
    <message>
        <source>Instruction</source>
        <translation>作业指导</translation>
    </message>
    <message>
        <source>Ask for help</source>
        <translation>求助</translation>
    </message>
</context>
</TS>
