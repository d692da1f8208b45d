import Faults
import IPDECTCore
import NetworkValues
import Testing

/// A system under test: it sends inputs at a time that the test moves, and finds radios by number.
struct TestSite {
    var state = SiteState()
    var time = Timestamp(seconds: 1_800_000_000)
    /// The effects of the last input.
    var effects: [SiteEffect] = []

    /// An empty system, configured.
    init(systemID: UInt16 = 293, pariMaster: DeviceModel = .ipvm) throws {
        let configuration = try SystemConfiguration(
            systemID: #require(SystemID(rawValue: systemID)), saris: [#require(SARI("10000000004"))],
            pariMasterModel: pariMaster, isSimulated: true, name: "test")
        send(.systemConfigured(configuration))
    }

    static func mac(_ number: Int) -> MACAddress {
        MACAddress(rawValue: 0x0001_3e00_0000 + UInt64(number))
    }

    static func report(_ model: DeviceModel = .ipbs3) -> DeviceReport {
        DeviceReport(model: model, address: .v4(0x0a00_0001), version: "12.1.5")
    }

    @discardableResult
    mutating func send(_ input: SiteInput) -> [SiteEffect] {
        effects = state.apply(input, at: time)
        return effects
    }

    /// Lets time pass, and looks at what is due when it is due.
    mutating func wait(seconds: Int64) {
        let end = time.adding(seconds: seconds)
        var all: [SiteEffect] = []
        while let deadline = state.nextDeadline, deadline <= end {
            time = max(time, deadline)
            all += send(.tick)
        }
        time = end
        all += send(.tick)
        effects = all
    }

    /// Announces, adds and registers a radio.
    mutating func start(
        _ number: Int, _ model: DeviceModel = .ipbs3, mode: SyncMode = .slave, region: UInt8 = 0, lockedTo: [RFPI] = []
    ) {
        send(.radioAnnounced(Self.mac(number), Self.report(model)))
        send(.radioAdded(Self.mac(number), name: "", SyncSettings(mode: mode, region: region, lockedTo: lockedTo)))
        send(.radioRegistered(Self.mac(number), Self.report(model)))
    }

    /// Starts a sync master and lets its search end.
    mutating func startMaster(_ number: Int, region: UInt8 = 0) {
        start(number, mode: .master, region: region)
        wait(seconds: SiteState.masterSearchSeconds)
    }

    /// Lets a radio hear others, and synchronize.
    mutating func synchronize(_ number: Int, hearing others: [(Int, Int16)]) {
        hear(number, others)
        send(.syncFound(Self.mac(number), carrier: 3, slot: 5, driftNanoseconds: 40))
    }

    mutating func hear(_ number: Int, _ others: [(Int, Int16)], fer: UInt8 = 0) {
        let candidates = others.compactMap { other, rssi in
            radio(other).rfpi.map { SyncCandidate(rfpi: $0, rssi: rssi, fer: fer) }
        }
        send(.syncCandidates(Self.mac(number), candidates))
    }

    /// A master 1, and slaves 2 and 3 that hear it and each other.
    static func cell() throws -> TestSite {
        var site = try TestSite()
        site.startMaster(1)
        for number in [2, 3] { site.start(number) }
        site.synchronize(2, hearing: [(1, -60), (3, -65)])
        site.synchronize(3, hearing: [(1, -62), (2, -65)])
        return site
    }

    func radio(_ number: Int) -> Radio {
        state.snapshot.radios.first { $0.mac == Self.mac(number) }
            ?? Radio(index: 0, mac: Self.mac(number), name: "", report: Self.report(), callLimit: 0, at: time)
    }

    func exists(_ number: Int) -> Bool { state.snapshot.radios.contains { $0.mac == Self.mac(number) } }

    /// The number of the radio that this one follows.
    func parent(_ number: Int) -> Int? {
        let radios = state.snapshot.radios
        return radio(number).sync.parentIndex
            .flatMap { index in radios.first { $0.index == index } }
            .map { Int($0.mac.rawValue & 0xffff) }
    }

    func region(_ number: UInt8) throws -> SyncRegionStatus {
        try #require(state.snapshot.regions.first { $0.region == number })
    }

    mutating func call(_ id: UInt64, at number: Int, _ direction: CallDirection = .outgoing, encrypted: Bool = false) {
        send(.callStarted(CallID(rawValue: id), Self.mac(number), user: "100\(id)", direction, isEncrypted: encrypted))
    }

    // MARK: Effects of the last input

    var refusals: [SiteRefusal] {
        effects.compactMap { if case .refused(let refusal) = $0 { refusal } else { nil } }
    }

    func raised(_ code: FaultCode) -> [AlarmKey] {
        effects.compactMap {
            if case .raise(code, let subject, let source, _) = $0 {
                AlarmKey(device: subject.device, source: source, code: code)
            } else {
                nil
            }
        }
    }

    func cleared(_ code: FaultCode) -> [AlarmKey] {
        effects.compactMap { if case .clear(let key) = $0, key.code == code { key } else { nil } }
    }

    func events(_ code: FaultCode) -> Int {
        effects.count { if case .event(code, _, _, _) = $0 { true } else { false } }
    }
}

extension CallID {
    init(_ number: UInt64) { self.init(rawValue: number) }
}
