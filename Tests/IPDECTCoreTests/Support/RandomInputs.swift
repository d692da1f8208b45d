import Faults
import IPDECTCore
import NetworkValues

/// Any inputs in any order: most of them make sense in some state, many do not in the present one, some never do.
struct RandomInputs {
    private var random: TestRandom
    private var nextCall: UInt64 = 1
    private let radioCount: Int
    private let hasRoles: Bool

    init(seed: UInt64, radioCount: Int) {
        random = TestRandom(seed: seed)
        self.radioCount = radioCount
        hasRoles = seed % 3 == 0
    }

    /// How long nothing happens before the next input.
    mutating func pause() -> Int64 {
        random.chance(40) ? Int64(random.below(700_000)) : random.chance(3) ? Int64(random.below(3000)) : 0
    }

    mutating func next(_ snapshot: SiteSnapshot) -> SiteInput {
        switch random.below(20) {
        case 0...3: registration(snapshot)
        case 4...9: sync(snapshot)
        case 10...15: traffic(snapshot)
        case 16: hasRoles ? role() : .tick
        case 17: gateway()
        case 18: fault()
        default: random.chance(3) ? configuration() : .tick
        }
    }

    private mutating func mac() -> MACAddress {
        random.chance(50) ? TestSite.mac(60_000) : TestSite.mac(1 + random.below(radioCount))
    }

    /// The first numbers are gateways.
    private func model(_ mac: MACAddress) -> DeviceModel {
        switch Int(mac.rawValue & 0xffff) {
        case 1, 2: .ipbl
        case 3...6: .ipbs1
        default: .ipbs3
        }
    }

    private mutating func report(_ mac: MACAddress) -> DeviceReport {
        let model = random.chance(60) ? random.one(of: DeviceModel.allCases) : model(mac)
        return DeviceReport(model: model, address: nil, version: random.one(of: ["12.1.5", "12.1.6"]))
    }

    private mutating func rfpi(_ snapshot: SiteSnapshot) -> RFPI? {
        if random.chance(12) { return RFPI(rawValue: 0x10_0000_0000 | random.next() & 0xfff_ffff) }
        return snapshot.radios.isEmpty ? nil : random.one(of: snapshot.radios).rfpi
    }

    private mutating func settings(_ snapshot: SiteSnapshot) -> SyncSettings {
        let mode: SyncMode = random.chance(4) ? .master : random.chance(6) ? .restrictedSlave : .slave
        let region = random.chance(30) ? UInt8(random.below(256)) : UInt8(random.below(3))
        let locks = random.chance(6) ? (0..<random.below(4)).compactMap { _ in rfpi(snapshot) } : []
        return SyncSettings(mode: mode, region: region, lockedTo: locks)
    }

    private mutating func registration(_ snapshot: SiteSnapshot) -> SiteInput {
        let mac = mac()
        switch random.below(16) {
        case 0...3: return .radioAnnounced(mac, report(mac))
        case 4...7: return .radioAdded(mac, name: random.chance(5) ? "name\(random.below(3))" : "", settings(snapshot))
        case 8...11: return .radioRegistered(mac, report(mac))
        case 12: return .radioSilent(mac)
        case 13: return .radioRestarted(mac, unexpected: random.chance(2))
        case 14: return random.chance(2) ? .radioDeleted(mac) : .rfpiMoved(from: mac, to: self.mac())
        default: return .locationSet(mac, id: "\(random.below(100))", description: "")
        }
    }

    private mutating func sync(_ snapshot: SiteSnapshot) -> SiteInput {
        let mac = mac()
        switch random.below(20) {
        case 0...7:
            let candidates = (0..<random.below(20)).compactMap { _ in
                rfpi(snapshot).map {
                    SyncCandidate(rfpi: $0, rssi: Int16(-95 + random.below(50)), fer: UInt8(random.below(20)))
                }
            }
            return .syncCandidates(mac, candidates)
        case 8...13:
            return .syncFound(
                mac, carrier: UInt8(random.below(10)), slot: UInt8(random.below(25)), driftNanoseconds: 5)
        case 14: return .syncLost(mac, random.one(of: SyncLossCause.allCases))
        case 15: return .syncConfigured(mac, settings(snapshot))
        case 16:
            let reference = random.chance(2) ? UInt8(random.below(4)) : nil
            return .regionConfigured(
                UInt8(random.below(4)), name: random.one(of: ["", "north"]), referenceRegion: reference)
        case 17: return .referenceSync(UInt8(random.below(4)), isHeard: random.chance(2))
        case 18: return .referenceResynchronized(UInt8(random.below(4)))
        default:
            return random.chance(2)
                ? .regionStatisticsCleared(UInt8(random.below(4)))
                : rfpi(snapshot).map { .systemIDCollision(mac, with: $0, isPresent: random.chance(2)) } ?? .tick
        }
    }

    private mutating func traffic(_ snapshot: SiteSnapshot) -> SiteInput {
        if random.chance(2) {
            nextCall += 1
            let id = random.chance(20) ? random.next() % 50 : nextCall
            return .callStarted(
                CallID(rawValue: id), mac(), user: "u", random.one(of: CallDirection.allCases),
                isEncrypted: random.chance(2))
        }
        guard !snapshot.calls.isEmpty, !random.chance(30) else {
            return random.chance(2)
                ? .radioBusy(mac()) : random.chance(9) ? .trafficCleared : .callEnded(CallID(0), .normal)
        }
        let id = random.one(of: snapshot.calls).id
        switch random.below(10) {
        case 0...1: return .callConnected(id)
        case 2...3: return .callEnded(id, random.one(of: CallRelease.allCases))
        case 4...6: return .handoverStarted(id, to: mac())
        case 7: return .handoverCancelled(id)
        default: return .handoverCompleted(id)
        }
    }

    private mutating func role() -> SiteInput {
        let mac = random.chance(2) ? mac() : TestSite.mac(50_000 + random.below(3))
        let role = random.one(of: MasterRole.allCases)
        switch random.below(6) {
        case 0: return .masterConfigured(mac, role, random.chance(3) ? random.one(of: MasterMode.allCases) : .off)
        case 1: return .mirrorSwitched(role)
        case 2: return .masterReachable(mac, role, false)
        default: return .masterReachable(mac, role, true)
        }
    }

    private mutating func gateway() -> SiteInput {
        let mac = TestSite.mac(1 + random.below(3))
        switch random.below(3) {
        case 0:
            let members = (0..<random.below(4)).map { _ in
                let ports = (0..<2).map { _ in
                    SyncPort(isSynchronized: random.chance(2), isCommunicating: random.chance(2))
                }
                return SyncRingMember(
                    mac: TestSite.mac(1 + random.below(3)), inPort: ports[0], outPort: ports[1],
                    hasReference: random.chance(2))
            }
            return .syncRing(members)
        case 1:
            return .environment(
                mac,
                Environment(
                    temperatureCelsius: Int16(20 + random.below(60)), powerMilliwatts: UInt32(random.below(300_000)),
                    supplyMillivolts: UInt32(random.below(300_000)), isFanRunning: random.chance(2)))
        default:
            let state = random.one(of: RadioFixedPartState.allCases)
            return .wiredPart(mac, RadioFixedPart(port: UInt8(random.below(18)), state: state))
        }
    }

    private mutating func fault() -> SiteInput {
        let code = random.chance(9) ? FaultCode(rawValue: 1) : random.one(of: [.gwInterfaceDown, .rfpUnsynchronized])
        let source = random.one(of: ["A", "B", "RFPINIT"])
        switch random.below(3) {
        case 0: return .faultRaised(mac(), code, source: source, text: "t")
        case 1: return .faultCleared(mac(), code, source: source)
        default: return .faultEvent(mac(), code, source: source, text: "t")
        }
    }

    private mutating func configuration() -> SiteInput {
        guard random.chance(8), let systemID = SystemID(rawValue: UInt16(1 + random.below(296))) else {
            return .usersCounted(registered: UInt32(random.below(9)), total: UInt32(random.below(9)))
        }
        return .systemConfigured(
            SystemConfiguration(
                systemID: systemID, saris: [], pariMasterModel: random.chance(2) ? .ipvm : .ipbs3, isSimulated: true,
                name: "random"))
    }
}
