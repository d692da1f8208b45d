import Faults
import Testing

/// How serious faults are to the operator (manual 4.8.6).
struct SeverityMapTests {
    var map = SeverityMap()

    @Test(arguments: [
        (FaultSeverity.indeterminate, Seriousness.warning), (.major, .error), (.critical, .critical),
    ])
    func `a severity stands for what the manual says`(severity: FaultSeverity, seriousness: Seriousness) {
        #expect(severity.seriousness == seriousness)
    }

    @Test func `without overrides every fault is as serious as its severity says`() {
        for fault in FaultCatalogue.all { #expect(map.seriousness(of: fault.code) == fault.severity.seriousness) }
        #expect(map.overrides.isEmpty)
    }

    @Test func `a fault outside the catalogue is a warning`() {
        #expect(map.seriousness(of: FaultCode(rawValue: 0x00ff_0001)) == .warning)
    }

    @Test(arguments: Seriousness.allCases)
    mutating func `a fault can be given each seriousness, and no other changes`(seriousness: Seriousness) {
        map.set(seriousness, for: .rtpExcessiveLossOfData)
        #expect(map.seriousness(of: .rtpExcessiveLossOfData) == seriousness)
        for fault in FaultCatalogue.all where fault.code != .rtpExcessiveLossOfData {
            #expect(map.seriousness(of: fault.code) == fault.severity.seriousness)
        }
    }

    @Test mutating func `what the severity stands for anyway is no override`() {
        map.set(.information, for: .cmdRestart)
        #expect(map.overrides == [.cmdRestart: .information])
        map.set(.error, for: .cmdRestart)
        #expect(map.overrides.isEmpty)
        #expect(map == SeverityMap())
    }

    @Test mutating func `taking an override away brings the standard back`() {
        map.set(.disabled, for: .boxMemoryLow)
        map.set(.critical, for: .masterActive)
        map.set(nil, for: .boxMemoryLow)
        #expect(map.seriousness(of: .boxMemoryLow) == .critical)
        #expect(map.overrides == [.masterActive: .critical])
    }

    @Test mutating func `a remap leaves the severity of what is kept alone`() {
        map.set(.disabled, for: .boxMemoryLow)
        var table = AlarmTable()
        table.raise(.boxMemoryLow, on: 1)
        #expect(table.alarms.map(\.severity) == [.critical])
        #expect(FaultCatalogue.definition(of: .boxMemoryLow)?.severity == .critical)
    }

    @Test func `levels are ordered and have their numbers`() {
        #expect(Seriousness.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
        #expect(Seriousness.allCases == [.disabled, .information, .warning, .error, .critical])
        #expect(Seriousness.allCases.sorted() == Seriousness.allCases)
        #expect(FaultSeverity.allCases.map(\.rawValue) == [0, 1, 2])
        #expect(FaultSeverity.allCases == [.indeterminate, .major, .critical])
        #expect(FaultSeverity.allCases.sorted() == FaultSeverity.allCases)
    }
}
