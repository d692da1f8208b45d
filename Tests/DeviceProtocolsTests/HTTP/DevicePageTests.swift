import DeviceProtocols
import Faults
import IPDECTCore
import NetworkValues
import Testing

struct DevicePageTests {
    private func box(_ text: String) -> BoxInformation { BoxInformation(Array(text.utf8).span) }
    private func counters(_ text: String) -> DeviceCounters { DeviceCounters(Array(text.utf8).span) }
    private func sync(_ text: String) -> RadioSyncPage { RadioSyncPage(Array(text.utf8).span) }

    @Test func `a device says what it is and how it does`() {
        let box = box(DevicePages.box)
        #expect(
            box.identity.model == .ipbs3 && box.identity.version == "11.8.3" && box.identity.bootVersion == "11.8.1")
        #expect(box.identity.hardware == "IPBS3-A1/1A" && box.identity.serial == "00013e-123456")
        #expect(box.identity.mac == MACAddress("00:01:3e:12:34:56") && box.identity.name == "lobby")
        #expect(box.upTimeSeconds == 302_707 && box.temperature == 42 && box.processor == 12 && box.memory == 48)
        #expect(box.sync == .synchronized && box.isResetRequired == true && box.environment == nil)
        #expect(box.clock == DeviceTimeText.time("2026-11-23 12:00:00") && box.clock?.isUTC == false)
        #expect(box.readings.contains(.upTime(30_270_700)) && box.readings.contains(.syncFound))
        #expect(box.readings.contains(.figure(.temperature, 42)) && box.error == nil)
    }

    @Test func `the form of sysDescr is read wherever it stands`() {
        let box = box("<i><x v='IPBS2[10.3.9], Bootcode[10.3.8], Hardware[IPBS2-C3/1B1]'/></i>")
        #expect(
            box.identity.model == .ipbs2 && box.identity.version == "10.3.9" && box.identity.bootVersion == "10.3.8")
        #expect(box.identity.hardware == "IPBS2-C3/1B1")
    }

    @Test func `what could mean two things means nothing`() {
        // A telephone system of the parent firmware: its clock comes from ISDN, or from nowhere.
        let other = box("<i><sys temp='41' sync='-' memory='64' cpu='50'/></i>")
        #expect(other.readings == [.figure(.temperature, 41)])
        #expect(box("<i><sys sync='BRI1'/></i>").sync == nil)
        #expect(box("<i><sys sync='Unsynchronized'/></i>").readings == [.syncLost(nil)])
        #expect(box("<i><sys temp='104F'/></i>").temperature == nil)
        #expect(box("<i><sys mem-total='64 MB' mem-used='16 MB'/></i>").memory == 25)
        #expect(box("<i><sys mem-total='64 MB' mem-used='16384 KB'/></i>").memory == nil)
    }

    @Test func `the environment is all of it or nothing`() {
        let whole = "<i><sys temp='31' power='18.5 W' voltage='53900 mV' fan='ok'/></i>"
        #expect(
            box(whole).environment
                == Environment(
                    temperatureCelsius: 31, powerMilliwatts: 18_500, supplyMillivolts: 53_900, isFanRunning: true))
        #expect(box(whole.replacing(" mV", with: "")).environment == nil)
        #expect(box(whole.replacing("fan='ok'", with: "")).environment == nil)
    }

    @Test(arguments: ["", "ok", "<html><head temp='1'/></html>", "<i/>", "<a b='c'/>"])
    func `what is no information is kept as it came`(text: String) {
        let box = box(text)
        #expect(!box.isUnderstood && box.readings == (text.isEmpty ? [] : [.raw(text)]))
    }

    @Test func `a counter's latest value is that of the last whole minute`() {
        let page = counters(DevicePages.counters)
        #expect(page.maximum == 100 && page.hours == [[1, 2], [7, nil, 12]])
        #expect(page.readings(.processor, minute: nil) == [.figure(.processor, 12)])
        // The device's hour goes on to its end; what is to come is no value.
        let hour = "<c>\(String(repeating: "<h>" + (0..<60).map { "<m c='\($0)'/>" }.joined() + "</h>", count: 2))</c>"
        let full = counters(hour)
        #expect(full.latest(minute: 12) == 11 && full.latest(minute: 0) == 59 && full.latest(minute: nil) == nil)
        #expect(counters("<c><h><m c='5'/></h><h/></c>").latest(minute: 0) == 5)
        #expect(
            counters("<c><h><m c='500'/></h></c>").readings(.memory, minute: 1).first?.short.contains("500") == true)
        #expect(counters("<html/>").readings(.memory, minute: 1) == [.raw("<html/>")])
        let cut = counters(String(DevicePages.counters.dropLast(20)))
        #expect(cut.error != nil && cut.latest(minute: 1) == nil)
    }

    @Test(arguments: [
        ("<r><s>Master</s></r>", DeviceReading.syncFound), ("<r state='Synchronized'/>", .syncFound),
        ("<r state='Unsynchronized'/>", .syncLost(nil)), ("<r>Searching for sync source</r>", .syncLost(nil)),
        ("<r><Master id='3'/></r>", .syncFound), ("<r><a s='Not synchronized'/></r>", .syncLost(nil)),
        ("<r master='ipbs-1' s='synchronized'/>", .syncFound),
    ])
    func `synchronization is known by its words`(text: String, reading: DeviceReading) {
        #expect(sync(text).readings == [reading])
    }

    @Test(arguments: ["<r/>", "<r s='3'/>", "<r a='Synchronized' b='Unsynchronized'/>", "<r s='Unsynchronized'"])
    func `words that are missing, contradict each other or are cut off are none`(text: String) {
        #expect(sync(text).state == nil && sync(text).readings == [.raw(text)])
    }

    @Test(arguments: [
        ("1795435200", "2026-11-23T12:00:00.000Z", true), ("0x6b042ac0", "2026-11-23T12:00:00.000Z", true),
        ("1795435200000", "2026-11-23T12:00:00.000Z", true), ("20261123-120000", "2026-11-23T12:00:00.000Z", false),
        ("2026-11-23T12:00:00Z", "2026-11-23T12:00:00.000Z", true),
        ("23.11.2026 12:00", "2026-11-23T12:00:00.000Z", false),
        ("2026/11/23 12:00:05", "2026-11-23T12:00:05.000Z", false),
        ("20240229-000000", "2024-02-29T00:00:00.000Z", false),
    ])
    func `times are read in all their forms`(text: String, time: String, isUTC: Bool) {
        let read = DeviceTimeText.time(text)
        #expect(read.map { "\($0.time)" } == time && read?.isUTC == isUTC)
    }

    @Test(arguments: [
        "0", "", "now", "19700101-000000", "20261323-120000", "20230229-000000", "12:00:00", "11/23/2026 12:00",
        "2026-11-23", "99999999999999999999", "2026-11-23 24:00:00", "-1795435200",
    ])
    func `times that are none, or are of a clock that was never set, are none`(text: String) {
        #expect(DeviceTimeText.time(text) == nil)
    }

    @Test func `the field Date is read`() {
        let read = DeviceTimeText.date(ofHeader: "Mon, 23 Nov 2026 12:00:07 GMT")
        #expect(read.map { "\($0)" } == "2026-11-23T12:00:07.000Z")
        for text in [
            "Mon, 23 Nov 2026 12:00:07 CET", "Thu, 01 Jan 1970 00:00:10 GMT", "23 Nov 2026",
            "Mon, 31 Feb 2026 1:1:1 GMT",
        ] {
            #expect(DeviceTimeText.date(ofHeader: text) == nil)
        }
    }
}
