import DeviceProtocols
import Faults
import NetworkValues
import Testing

struct FaultListTests {
    private func list(_ text: String, _ page: FaultPage = .alarms) -> FaultList {
        FaultList(Array(text.utf8).span, page: page)
    }

    @Test func `the alarms that stand are those of a whole list`() throws {
        let list = list(DevicePages.alarms)
        #expect(list.isComplete && list.isUnderstood && list.unknown.isEmpty)
        let (first, second) = (
            ReportedAlarm(
                code: .rfpUnsynchronized, source: "RFP", severity: .major, text: "Not synchronized",
                deviceTime: DeviceTime(Timestamp(seconds: 1_795_435_200), isUTC: true)),
            ReportedAlarm(
                code: .envHighTemperature, source: "ENV", severity: .critical, text: "Hot & getting hotter",
                remote: IPAddress("192.0.2.9"),
                deviceTime: DeviceTime(Timestamp(seconds: 1_795_435_260), isUTC: true))
        )
        #expect(list.alarmReadings == [.standingAlarms([first, second])])
        // The second one, cut off anywhere, is not there, and nobody says that it is over.
        for count in DevicePages.alarms.utf8.count - 150..<DevicePages.alarms.utf8.count {
            let cut = FaultList(Array(DevicePages.alarms.utf8.prefix(count)).span, page: .alarms)
            #expect(!cut.isComplete && cut.error != nil)
            #expect(cut.alarmReadings.first == .alarm(first))
            #expect(!cut.alarmReadings.contains { if case .standingAlarms = $0 { true } else { false } })
        }
    }

    @Test(arguments: [
        "<a><alarm code='0x00030204' severity='1'/></a>", "<a><alarm code='00030204' text='x'/></a>",
        "<a><x><y><z code='197124' src='M'/></y></x></a>", "<a type='alarm' code='0x30204' time='1'/>",
        "<p:a><p:alarm><p:code>0x00030204</p:code><p:text>x</p:text></p:alarm></p:a>",
        "<a><row CODE='0X00030204' Severity='major' type='ALARM'>x</row></a>",
    ])
    func `an alarm is any element with a code and something else`(text: String) {
        let list = list(text)
        #expect(list.isComplete && list.entries.map(\.alarm.code) == [FaultCode(rawValue: 0x0003_0204)])
        #expect(list.entries.map(\.kind) == [.alarm])
    }

    @Test(arguments: ["<info/>", "<alarms></alarms>", "<alarms count='0'> </alarms>", "<xml cmd='xml-alarms'/>"])
    func `an empty list is a list`(text: String) {
        #expect(list(text).alarmReadings == [.standingAlarms([])])
    }

    @Test(arguments: [
        "", "ok\n", "<html/>", "<error code='0x00140009' text='x'/>", "<a><e code='404' text='not found'/></a>",
        "<a><e type='error' code='0x00140009' time='1'/></a>", "<html><body>Log in</body></html>", "<error/>",
        "<info error='no such command'/>",
        "<info>busy</info>", "<info><sys name='x'/></info>", "<info", "{\"type\":\"alarm\"}",
    ])
    func `what is no list says nothing of alarms`(text: String) {
        let list = list(text)
        #expect(!list.isComplete && !list.isUnderstood)
        #expect(
            list.alarmReadings.allSatisfy { reading in
                switch reading {
                case .raw, .event: true
                default: false
                }
            })
    }

    @Test func `what looks like an alarm and cannot be read leaves the list incomplete`() {
        let list = list(
            "<a><alarm type='alarm' severity='1' code='?'/><alarm code='0x00140001' severity='1'/><other x='y'/></a>")
        #expect(list.isUnderstood && !list.isComplete)
        #expect(
            list.alarmReadings == [
                .alarm(ReportedAlarm(code: FaultCode(rawValue: 0x0014_0001), severity: .major)),
                .raw("<alarm type='alarm' severity='1' code='?'/>"), .raw("<other x='y'/>"),
            ])
    }

    @Test func `long and many things are cut`() {
        let long = String(repeating: "ü", count: 4000)
        let text = list("<a><b code='0x00140001' severity='0' src='\(long)' text='\(long)'/><c>\(long)</c></a>")
        #expect(text.entries[0].alarm.text.utf8.count == 1024 && text.entries[0].alarm.source.utf8.count == 128)
        #expect(text.unknown[0].utf8.count <= DeviceReading.rawLimit && text.unknown[0].hasSuffix("ü"))
        let many = list("<a>\(String(repeating: "<b code='0x00140001' time='0'/>", count: 1100))</a>")
        #expect(many.entries.count == 1024 && !many.isComplete && many.unknown.count == 8)
    }

    @Test func `faults are told once, the earliest first`() {
        var memory = FaultListMemory()
        let old = "<l><e type='error' code='0x00140009' time='1795435100'/></l>"
        #expect(list(old, .faults).faultReadings(&memory).isEmpty && !memory.isFresh)
        let new = DevicePages.faults.replacing(
            "</faults>", with: "<e type='error' code='0x00140009' time='1795435100'/></faults>")
        let readings = list(new, .faults).faultReadings(&memory)
        #expect(
            readings.map(\.short) == ["alarm 0x00030204", "cleared 0x00030204 DECT MASTER", "event 0x00140001"])
        #expect(list(new, .faults).faultReadings(&memory).isEmpty && memory.count == 4)
        // The list moved on: the oldest is gone.
        #expect(list(DevicePages.faults, .faults).faultReadings(&memory).isEmpty && memory.count == 3)
    }

    @Test func `the same fault twice in a second is two`() {
        var memory = FaultListMemory(reportsPast: true)
        let one = "<e type='error' code='0x00140009' time='1795435100'/>"
        #expect(list("<l>\(one)</l>", .faults).faultReadings(&memory).count == 1)
        #expect(list("<l>\(one)\(one)</l>", .faults).faultReadings(&memory).count == 1)
        #expect(list("<l>\(one)\(one)</l>", .faults).faultReadings(&memory).isEmpty)
    }

    @Test func `half a list, or none, forgets nothing`() {
        var memory = FaultListMemory()
        #expect(list(String(DevicePages.faults.prefix(200)), .faults).faultReadings(&memory).isEmpty && memory.isFresh)
        #expect(list(DevicePages.faults, .faults).faultReadings(&memory).isEmpty && !memory.isFresh)
        for text in [String(DevicePages.faults.prefix(200)), "<html><body>busy</body></html>", "", "<l>busy</l>"] {
            _ = list(text, .faults).faultReadings(&memory)
            #expect(memory.count == 3)
        }
        #expect(list(DevicePages.faults, .faults).faultReadings(&memory).isEmpty)
    }

    @Test func `without times an alarm with its end is an event`() {
        var memory = FaultListMemory(reportsPast: true)
        let text =
            "<l><e type='clear' code='0x00140009' src='A'/><e type='alarm' code='0x00140009' src='A'/><e type='alarm' code='0x00140008' src='A'/></l>"
        let readings = list(text, .faults).faultReadings(&memory)
        #expect(readings.map(\.short) == ["event 0x00140009", "alarm 0x00140008"])
    }
}

extension DeviceReading {
    /// In short, for comparisons.
    var short: String {
        switch self {
        case .alarm(let alarm): "alarm \(alarm.code)"
        case .alarmCleared(let code, let source, _): "cleared \(code) \(source ?? "-")"
        case .event(let alarm): "event \(alarm.code)"
        default: "\(self)"
        }
    }
}
