public import Faults
public import NetworkValues

/// The state of an IP-DECT system: what comes in changes it, by the rules of the manual, and has effects.
///
/// It is a value without a clock. The same inputs at the same times give the same effects and the same snapshot. The
/// rules stand in extensions, one file a topic.
public struct SiteState: Sendable {
    /// Seconds for which a radio searches for a source before it counts a lost synchronization (manual 4.11.5).
    public static let sourceSearchSeconds: Int64 = 9 * 60
    /// Seconds for which a new active sync master searches its region (manual 4.6.36).
    public static let masterSearchSeconds: Int64 = 30
    /// Seconds after an unexpected restart at which it is reported (manual 6.2, 0x000b0001).
    public static let restartReportSeconds: Int64 = 60
    /// Milliseconds for which changes of a region gather before its tree is computed.
    public static let calculationDelayMilliseconds: Int64 = 1000
    /// The most radios in the list, uninitialized ones included.
    public static let radioListLimit: UInt32 = 8192
    /// The most alarms of one device.
    public static let alarmLimit = 256

    /// What readers see, but for the calls.
    var site: SiteSnapshot
    /// Beside each of `site.radios`, at the same position.
    var details: [RadioDetails] = []
    /// The indexes of `site.radios`, for a quick search.
    var indexes: [UInt32] = []
    var indexByMAC: [MACAddress: UInt32] = [:]
    var indexByName: [String: UInt32] = [:]
    var nextIndex: UInt32 = 1
    var pool = RFPIPool()
    var calls = CallTable()
    var busyHour = BusyHour()
    /// Beside each of `site.regions`, at the same position.
    var regionDetails: [RegionDetails] = []
    var deadlines = DeadlineQueue()
    /// The alarms that stand, by device.
    var standingAlarms: [DeviceID: [AlarmKey]] = [:]
    /// Devices that were taken out of the list lately, and when.
    var departures: [DeviceID: Timestamp] = [:]
    /// The alarm at the limit of static radios; kept because the PARI Master may change while it stands.
    var staticLimitAlarm: AlarmKey?
    var effects: [SiteEffect] = []
    var now: Timestamp

    /// Makes an empty system.
    public init() {
        now = Timestamp(milliseconds: 0)
        site = SiteSnapshot(time: now)
    }

    /// Takes over alarms that a former run of the agent raised, so that they can be cleared.
    public mutating func resume(_ alarms: some Sequence<AlarmKey>) {
        for key in alarms where !isStanding(key) { standingAlarms[key.device, default: []].append(key) }
    }

    /// The state as readers see it.
    ///
    /// It shares the arrays with the state: to take it costs little, and the next change of a radio copies the array
    /// of radios once.
    public var snapshot: SiteSnapshot {
        var snapshot = site
        snapshot.calls = calls.sorted
        return snapshot
    }

    /// Counts all changes.
    public var revision: UInt64 { site.revision }

    /// What identifies the system; `nil` until it is configured.
    public var configuration: SystemConfiguration? { site.configuration }

    /// Whether what is told of a device comes from a simulation.
    public func isSimulated(_ device: DeviceID) -> Bool { site.isSimulated(device) }

    /// When something is due; a `tick` at that time or later does it.
    public var nextDeadline: Timestamp? { deadlines.first?.time }

    /// Lets `input` happen at `time` and returns what follows. A time before that of the input before counts as that one.
    public mutating func apply(_ input: SiteInput, at time: Timestamp) -> [SiteEffect] {
        now = max(now, time)
        site.time = now
        busyHour.begin(at: now)
        meetDeadlines()
        do {
            try perform(input)
        } catch {
            site.refusedInputs += 1
            site.revision += 1
            effects.append(.refused(error))
        }
        dropStaleDeadlines()
        var result: [SiteEffect] = []
        if !effects.isEmpty { swap(&result, &effects) }
        return result
    }

    private mutating func perform(_ input: SiteInput) throws(SiteRefusal) {
        switch input {
        case .radioAnnounced(let mac, let report): try announce(mac, report)
        case .radioAdded(let mac, let name, let settings): try add(mac, name: name, settings)
        case .radioRegistered(let mac, let report): try register(mac, report)
        case .radioSilent(let mac): try fallSilent(mac)
        case .radioRestarted(let mac, let unexpected): try restart(mac, unexpected: unexpected)
        case .radioDeleted(let mac): try delete(mac)
        case .rfpiMoved(let source, let destination): try moveRFPI(from: source, to: destination)
        case .locationSet(let mac, let id, let description): try setLocation(mac, id: id, description: description)
        case .deviceFound(let mac, let name, let report): try find(mac, name: name, report)
        case .deviceExpected(let mac, let name, let report): try expect(mac, name: name, report)
        case .deviceForgotten(let mac): try forget(mac)
        case .airReported(let mac, let state, let cause): try takeAir(mac, state, cause)
        case .syncConfigured(let mac, let settings): try configureSync(mac, settings)
        case .syncCandidates(let mac, let candidates): try takeCandidates(mac, candidates)
        case .syncLost(let mac, let cause): try loseSync(mac, cause)
        case .syncFound(let mac, let carrier, let slot, let drift):
            try findSync(mac, carrier: carrier, slot: slot, driftNanoseconds: drift)
        case .regionConfigured(let region, let name, let reference):
            try configureRegion(region, name: name, reference: reference)
        case .referenceSync(let region, let isHeard): try hearReference(region, isHeard: isHeard)
        case .referenceResynchronized(let region): try resynchronize(region)
        case .systemIDCollision(let mac, let other, let isPresent):
            try noteCollision(mac, with: other, isPresent: isPresent)
        case .regionStatisticsCleared(let region): try clearStatistics(region)
        case .faultRaised, .faultCleared, .faultEvent: try performReported(input)
        case .tick: break
        default: try performTrafficOrRole(input)
        }
    }

    private mutating func performTrafficOrRole(_ input: SiteInput) throws(SiteRefusal) {
        switch input {
        case .callStarted(let id, let mac, let user, let direction, let isEncrypted):
            try startCall(id, mac, user: user, direction, isEncrypted: isEncrypted)
        case .callConnected(let id): try connectCall(id)
        case .callEnded(let id, let release): try endCall(id, release)
        case .handoverStarted(let id, let mac): try startHandover(id, to: mac)
        case .handoverCompleted(let id): try completeHandover(id)
        case .handoverCancelled(let id): try cancelHandover(id)
        case .radioBusy(let mac): try noteBusy(mac)
        case .trafficCleared: clearTraffic()
        case .masterConfigured(let mac, let role, let mode): try configureMaster(mac, role, mode)
        case .masterReachable(let mac, let role, let isReachable):
            try noteReachable(mac, role, isReachable: isReachable)
        case .mirrorSwitched(let role): try switchMirror(role)
        case .syncRing(let members): try takeRing(members)
        case .environment(let mac, let environment): try takeEnvironment(mac, environment)
        case .wiredPart(let mac, let part): try takeWiredPart(mac, part)
        case .partLocationSet(let mac, let port, let id, let description):
            try setLocation(mac, port: port, id: id, description: description)
        case .systemConfigured(let configuration): try configureSystem(configuration)
        case .usersCounted(let registered, let total): try countUsers(registered: registered, total: total)
        default: break
        }
    }
}
