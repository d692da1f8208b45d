import DeviceProtocols
import Faults
import IPDECTCore
import NetworkValues
import Testing

struct KnownLinesTests {
    private static let name = RadioReference.name("ipbs2-12-34-56")
    private static let code = FaultCode.masterRadioRegistrationDown

    private func read(_ line: String) -> DeviceReading? {
        let octets = Array(line.utf8)
        return KnownLines.reading(octets.span)
    }

    @Test(arguments: [
        ("System start", Bool?.none), ("SYSTEM START", nil), ("Cold start", true), ("CMD 0 cold-start", true),
        ("coldStart", true),
        ("Warm start", false), ("Unexpected restart (watchdog/reset/power on)", nil), ("The system was restarted", nil),
        ("watchdog reset", nil), ("system reset", nil), ("Device restarted.", nil),
    ])
    func `a start is read`(line: String, isCold: Bool?) {
        #expect(read(line) == .started(isCold: isCold))
    }

    @Test(arguments: [
        "restart required", "reset required to activate", "system restart in 60 s", "The system was not restarted",
        "unexpected RFP restart", "TCP connection reset by 10.0.0.1", "password reset for user 12", "start", "reset",
        "system start failed", "handset restarted", "device ipbs2-12-34-56 restarted", "call started",
        "idle-reset pending",
        "config change CMD0 /reset system reset", "mod cmd CMD0 system reset", "If the system was restarted", "cold",
        "cold warm start cold start warm start",
    ])
    func `what else starts or is yet to start is no start`(line: String) {
        #expect(read(line) == nil)
    }

    @Test(arguments: [
        "Connection to Radio lost: ipbs2-12-34-56", "Radio ipbs2-12-34-56 lost", "radio IPBS2-12-34-56 connection lost",
        "Radio name=ipbs2-12-34-56 registration down", "DECT MASTER ipbs2-12-34-56 lost", "Radio lost (ipbs2-12-34-56)",
        "MASTER 0 radio ipbs2-12-34-56 unregistered", "Radio ipbs2-12-34-56 has lost connection to master 10.0.0.1",
        "Connection to Radio ipbs2-12-34-56 lost", "radio ipbs2-12-34-56 disconnected, timeout",
    ])
    func `a radio that is lost is read`(line: String) {
        #expect(read(line) == .radioLost(Self.name))
    }

    @Test func `a radio is named by hardware address, name or address`() throws {
        let mac = try #require(MACAddress("00:01:3e:12:34:56"))
        #expect(read("Radio 00:01:3e:12:34:56 registered") == .radioRegistered(.mac(mac)))
        #expect(read("radio mac 00-01-3E-12-34-56 lost") == .radioLost(.mac(mac)))
        #expect(read("radio 00013e123456 registered at master") == .radioRegistered(.mac(mac)))
        #expect(read("Radio 10.0.0.7:2000 registered") == nil)
        #expect(read("Radio 10.0.0.7 registered") == .radioRegistered(.address(.v4(0x0a00_0007))))
        #expect(read("Radio fe80::1 lost") == .radioLost(.address(try #require(IPAddress("fe80::1")))))
        #expect(read("DECT MASTER ipbs2-12-34-56 registered") == .radioRegistered(Self.name))
        #expect(read("Radio re-registered: ipbs2-12-34-56") == .radioRegistered(Self.name))
    }

    @Test(arguments: [
        "Radio registered at master 10.0.0.1", "Radio registered at 10.0.0.1", "Radio not registered: ipbs2-12-34-56",
        "Radio 3 user 1234 registered", "user 1234 registered at ipbs2-12-34-56", "Radio ipbs2-12-34-56 lost 5 packets",
        "MASTER 10.0.0.7 registered", "MASTER user 12 registered from 10.0.0.7", "Connection to master 10.0.0.1 lost",
        "Radio lost", "Radio ipbs2-12-34-56 lost sync", "if radio ipbs2-12-34-56 lost", "Radio 0.0.0.0 lost",
        "Radio 000000000000 lost", "radio lost connection to 10.0.0.1", "radio registered with ipbs2-12-34-56",
        "SIP registration down 10.0.0.9", "Radio ipbs9-12-34-56 lost", "ipbs2-12-34-56 lost",
    ])
    func `another's registration or loss is no radio's`(line: String) {
        #expect(read(line) == nil)
    }

    @Test(arguments: [
        ("Sync lost", SyncLossCause?.none), ("RFP unsynchronized", nil), ("Synchronization lost", nil),
        ("Air sync lost", nil),
        ("RADIO lost synchronization", nil), ("Sync lost: PSCN changed", .pscnChanged),
        ("Sync lost, frame number changed", .frameNumberChanged),
        ("Sync lost, multi frame number changed", .multiframeNumberChanged),
        ("air sync lost: multiframe number 12 -> 13", .multiframeNumberChanged),
        ("Sync lost (MFN)", .multiframeNumberChanged),
        ("Sync lost: number of carriers changed", .carriersChanged),
        ("Sync lost: no synchronization source found within 9 minutes", .sourceNotFound),
        ("Sync lost: source not found", .sourceNotFound),
        ("RADIO 0 no sync source found within 9 minutes", .sourceNotFound),
        ("The IPBS has not been able to find a synchronization source within nine minutes", .sourceNotFound),
        ("Sync lost: PSCN and frame number changed", nil),
    ])
    func `a lost synchronization and its cause are read`(line: String, cause: SyncLossCause?) {
        #expect(read(line) == .syncLost(cause))
    }

    @Test(arguments: [
        "Sync found", "Air sync found", "RFP synchronized", "RADIO synchronization established", "air sync is ok",
        "radio in sync",
        "Radio synchronized to RFPI 9ff1a02b03",
    ])
    func `a synchronization that is found is read`(line: String) {
        #expect(read(line) == .syncFound)
    }

    @Test(arguments: [
        "NTP sync lost", "time synchronized", "LDAP synchronized", "Reference synchronization signal lost",
        "sync ring lost",
        "Sync lost counter 3", "sync source found", "not synchronized", "radio no longer synchronized",
        "users synchronized with master",
        "Radio ipbs2-12-34-56 lost sync", "sync", "sync port 1 lost", "synchronized",
        "system time synchronized by radio",
        "sync lost, sync found", "database sync lost",
    ])
    func `another synchronization is none`(line: String) {
        #expect(read(line) == nil)
    }

    @Test func `a code with a word that says what became of it is read`() {
        let major = ReportedAlarm(code: Self.code, severity: .major)
        #expect(read("Alarm set 0x00030204 major Connection to Radio lost") == .alarm(major))
        #expect(read("alarm: code=0x00030204") == .alarm(ReportedAlarm(code: Self.code)))
        #expect(read("Alarm cleared 0x00030204") == .alarmCleared(Self.code, source: nil, deviceTime: nil))
        #expect(read("Alarm timeout 0x00030204") == .alarmCleared(Self.code, source: nil, deviceTime: nil))
        #expect(read("Error 0x00050001 RTP") == .event(ReportedAlarm(code: FaultCode(rawValue: 0x0005_0001))))
        #expect(
            read("Event 0x000b0001 Unexpected restart") == .event(ReportedAlarm(code: FaultCode(rawValue: 0x000b_0001)))
        )
        // A code that the catalogue knows as an event is none that stands.
        #expect(read("set 0x00030206") == .event(ReportedAlarm(code: .masterActive)))
        #expect(read("Alarm set 0x00190001") == .raw("line: alarm set 0x00190001"))
    }

    @Test(arguments: [
        "0x00030204", "code 0x00030204", "Alarm set 0x00030204 0x00030203", "set and cleared 0x00030204",
        "Alarm set 0x0003020",
        "Alarm set 0x000302044", "Alarm not set 0x00030204", "alarm error 0x00030204", "config alarm set 0x00030204",
        "Alarm set 0x00000000", "Alarm set 0x0003020g",
    ])
    func `a code without such a word, or with two meanings, is no reading`(line: String) {
        #expect(read(line) == nil)
    }

    @Test(arguments: [
        "Login failed for admin from 10.0.0.9", "HTTP login failed", "log-in failed", "failed login: admin",
        "login attempt failed", "Login failure",
    ])
    func `a failed login is read`(line: String) {
        #expect(read(line) == .authenticationFailed)
    }

    @Test(arguments: [
        "SIP login failed", "login succeeded", "failed login attempts: 3", "LDAP login failed",
        "login page failed to load",
        "shared phone login failed", "login", "Mobility Master login rejected", "The login has not failed",
    ])
    func `another's login, or one that did not fail, is none`(line: String) {
        #expect(read(line) == nil)
    }

    @Test(arguments: [
        "", " ", "LOG_HTTP 3 TCP-Up 172.16.10.14:7793 172.16.0.17:471",
        "CMD admin@172.16.68.130 mod cmd PHONE/USER-UI reg-edit-reg /opt value", "----", ":::::", "lost", "0x00",
        "radio",
        "call 12 from 100 to 200 connected", "\u{ff}\u{0}lost",
    ])
    func `other lines are no reading`(line: String) {
        #expect(read(line) == nil)
    }

    @Test func `a line is read up to its limit`() {
        let blanks = String(repeating: " ", count: KnownLines.limit)
        #expect(read("Sync lost" + blanks) == .syncLost(nil))
        #expect(read(blanks + "Sync lost") == nil)
        #expect(read(String(repeating: "lost", count: 500_000)) == nil)
        #expect(read(String(repeating: "lost ", count: 100_000)) == nil)
    }

    @Test func `any octets are a reading or none`() {
        let seeds = [
            "Radio 00:01:3e:12:34:56 registered", "Sync lost: multi frame number changed", "Alarm set 0x00030204 major",
            "System start", "Login failed for admin from 10.0.0.9", "DECT MASTER ipbs2-12-34-56 lost",
            "Radio fe80::1 lost",
        ].map { Array($0.utf8) }
        var random = SplitMix(state: 61)
        var found = 0
        for _ in 0..<FuzzInputs.count {
            let octets = random.mutated(seeds)
            guard let reading = KnownLines.reading(octets.span) else { continue }
            found += 1
            if case .alarm(let alarm) = reading { #expect(FaultCatalogue.definition(of: alarm.code) != nil) }
            if case .raw(let text) = reading { #expect(text.utf8.count <= 2 * KnownLines.limit) }
        }
        #expect(found > FuzzInputs.count / 10)
    }
}
