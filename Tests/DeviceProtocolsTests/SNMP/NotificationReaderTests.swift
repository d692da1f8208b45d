import DeviceProtocols
import Faults
import NetworkValues
import Testing

struct NotificationReaderTests {
    private static let vendor: [UInt32] = [1, 3, 6, 1, 4, 1, 27614]
    private static let innovaphone: [UInt32] = [1, 3, 6, 1, 4, 1, 6666]
    private static let generic: [UInt32] = [1, 3, 6, 1, 6, 3, 1, 1, 5]
    private static let code = FaultCode.masterRadioRegistrationDown
    private static let lastError = SNMPVariable(vendor + [1, 1, 1, 1, 3, 0], .integer(0x0003_0204))
    private static let diagnostic: [SNMPVariable] = [
        SNMPVariable(innovaphone + [3, 3], .gauge(0x0003_0204)),
        SNMPVariable(innovaphone + [3, 1], .octets(Array("Master".utf8))),
        SNMPVariable(innovaphone + [3, 3], .gauge(2)), SNMPVariable(innovaphone + [3, 1], .octets(Array("gone".utf8))),
    ]

    private func read(_ name: [UInt32], _ variables: [SNMPVariable] = [], upTime: UInt32? = nil) -> NotificationReading
    {
        NotificationReader.read(DeviceNotification(name: name, variables: variables, upTime: upTime))
    }

    @Test func `the vendor's alarm notifications are thin: a code and a severity`() {
        for (number, severity) in [(11, FaultSeverity.critical), (12, .major), (13, nil), (14, .indeterminate)]
            as [(UInt32, FaultSeverity?)]
        {
            let reading = read(Self.vendor + [0, number], [Self.lastError])
            #expect(reading.readings == [.alarm(ReportedAlarm(code: Self.code, severity: severity))])
            #expect(reading.isThin && reading.followUp == .alarms && reading.isKnown)
        }
        let clear = read(Self.vendor + [0, 15], [Self.lastError])
        #expect(clear.readings == [.alarmCleared(Self.code, source: nil, deviceTime: nil)] && clear.followUp == .alarms)
        for (number, severity) in [(16, FaultSeverity.critical), (17, .major), (18, nil), (19, .indeterminate)]
            as [(UInt32, FaultSeverity?)]
        {
            let reading = read(Self.vendor + [0, number], [Self.lastError])
            #expect(reading.readings == [.event(ReportedAlarm(code: Self.code, severity: severity))])
            #expect(reading.followUp == .faultLog)
        }
    }

    @Test(arguments: [vendor + [0], vendor + [0, 0], innovaphone + [0], innovaphone + [0, 0]])
    func `the devices' own start, link and community notifications`(prefix: [UInt32]) {
        #expect(read(prefix + [0], upTime: 12).readings == [.started(isCold: true), .upTime(12)])
        #expect(read(prefix + [1]).readings == [.started(isCold: false)])
        #expect(read(prefix + [1]).followUp == [.alarms, .faultLog, .system])
        let index = SNMPVariable([1, 3, 6, 1, 2, 1, 2, 2, 1, 1, 1], .integer(1))
        var interface = InterfaceReading(index: 1)
        interface.isUp = false
        #expect(read(prefix + [2], [index]).readings == [.interface(interface)])
        interface.isUp = true
        #expect(read(prefix + [3], [index]).readings == [.interface(interface)])
        #expect(read(prefix + [4]).readings == [.authenticationFailed])
        #expect(!read(prefix + [4]).isThin)
    }

    @Test func `the generic notifications, with what every notification carries`() {
        let frame = [
            SNMPVariable([1, 3, 6, 1, 2, 1, 1, 3, 0], .ticks(900)),
            SNMPVariable([1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0], .name(Self.generic + [1])),
        ]
        #expect(read(Self.generic + [1], frame).readings == [.started(isCold: true), .upTime(900)])
        #expect(read(Self.generic + [2]).readings == [.started(isCold: false)])
        #expect(read(Self.generic + [5]).readings == [.authenticationFailed])
        let link = read(Self.generic + [3], frame)
        #expect(link.isThin && link.isKnown)
        if case .raw? = link.readings.first {} else { Issue.record() }
        #expect(!read(Self.generic + [6]).isKnown)
    }

    @Test func `the firmware maker's alarms tell source, severity and text`() {
        let alarm = read(Self.innovaphone + [0, 6], Self.diagnostic)
        #expect(
            alarm.readings
                == [.alarm(ReportedAlarm(code: Self.code, source: "Master", severity: .critical, text: "gone"))])
        #expect(!alarm.isThin)
        let clear = read(Self.innovaphone + [0, 7], Array(Self.diagnostic.prefix(2)))
        #expect(clear.readings == [.alarmCleared(Self.code, source: "Master", deviceTime: nil)] && !clear.isThin)
        let short = read(Self.innovaphone + [0, 7], Array(Self.diagnostic.prefix(1)))
        #expect(short.readings == [.alarmCleared(Self.code, source: nil, deviceTime: nil)] && short.isThin)
    }

    @Test func `without a code of the catalogue nothing is said, and the tables are to be read`() {
        for value: SNMPValue in [.integer(0), .integer(-1), .integer(0x0019_0001), .null, .octets([1])] {
            let reading = read(Self.vendor + [0, 11], [SNMPVariable(Self.lastError.name, value)])
            #expect(reading.isKnown && reading.followUp == .alarms)
            if case .raw? = reading.readings.first {} else { Issue.record() }
        }
        #expect(read(Self.vendor + [0, 15]).followUp == .alarms)
        #expect(read(Self.innovaphone + [0, 6]).followUp == .alarms)
    }

    @Test func `other notifications are raw and known to nobody`() {
        let reading = read([1, 3, 6, 1, 4, 1, 8072, 4, 0, 2], [SNMPVariable([1, 3], .octets(Array("x".utf8)))])
        #expect(reading.readings == [.raw("notification 1.3.6.1.4.1.8072.4.0.2, 1.3 = x")])
        #expect(!reading.isKnown && !reading.isThin)
        for name in [
            [], [1], Self.vendor, Self.vendor + [0], Self.vendor + [11], Self.vendor + [1, 11], Self.vendor + [0, 99],
        ] {
            #expect(!read(name, [Self.lastError]).isKnown)
        }
    }

    @Test func `any notification gives readings within bounds`() {
        var random = SplitMix(state: 51)
        let seeds = [
            (Self.vendor + [0, 11], [Self.lastError]), (Self.innovaphone + [0, 6], Self.diagnostic),
            (Self.generic + [3], [SNMPVariable([1, 3, 6, 1, 2, 1, 2, 2, 1, 1, 1], .integer(1))]),
        ]
        for _ in 0..<FuzzInputs.count {
            var (name, variables) = seeds[random.below(seeds.count)]
            if random.below(3) == 0 { name = FuzzVariable.mutated(SNMPVariable(name, .null), &random).name }
            for _ in 0..<random.below(4) {
                let position = random.below(variables.count)
                variables[position] = FuzzVariable.mutated(variables[position], &random)
            }
            if random.below(50) == 0 { variables = Array(repeating: variables, count: 60).flatMap(\.self) }
            let reading = read(name, variables)
            #expect((1...2).contains(reading.readings.count))
            if case .raw(let text)? = reading.readings.first { #expect(text.utf8.count <= DeviceReading.rawLimit) }
            if case .alarm(let alarm)? = reading.readings.first {
                #expect(FaultCatalogue.definition(of: alarm.code) != nil)
            }
        }
    }
}
