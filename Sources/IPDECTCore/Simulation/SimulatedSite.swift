public import NetworkValues

/// A simulated IP-DECT system: the inputs that a real one would send, from a seed.
///
/// It is a pure generator. `advance(to:)` gives the inputs up to a time in order; the same plan and the same start give the
/// same inputs. It keeps of the site only what it needs to stay plausible: who is there, who is synchronized, and the
/// calls; the `SiteState` has the last word on each.
public struct SimulatedSite: Sendable {
    enum Event: Sendable {
        case callAttempt
        case callAnswer(CallID)
        case callEnd(CallID, CallRelease)
        case handover(CallID)
        case handoverEnd(CallID)
        case drift
        case restart
        case lose(radio: Int)
        case giveBack(radio: Int)
        case loseSync
        case findSync(radio: Int)
        case mirror(isReachable: Bool)
        case storm
        case calm(radio: Int, fault: Int)
    }

    struct SimulatedRadio: Sendable {
        var mac: MACAddress
        var model: DeviceModel
        var isPresent = true
        var isSynchronized = true
        var calls = 0
        /// What is added to the mean strength of all signals it hears, in dB.
        var fading = 0
    }

    struct SimulatedCall: Sendable {
        var radio: Int
        var target: Int?
        var isAnswered = false
    }

    /// The plan.
    public let plan: SimulationPlan
    let building: SimulatedBuilding
    let model: CallModel
    let systemID: SystemID
    var random: SeededGenerator
    var queue = EventQueue<Event>()
    var radios: [SimulatedRadio]
    var calls: [CallID: SimulatedCall] = [:]
    var lastCall: UInt64 = 0
    var inputs: [SiteInput] = []
    var now: Timestamp
    var hasBegun = false
    var standingFaults: Set<Int> = []
    /// The active sync master of each region.
    var activeMasters: [Int]
    /// The mirrored Master that serves, and its partner.
    var servingMaster = Self.firstMaster
    var partnerMaster = Self.secondMaster

    /// Makes a site that begins at `start`.
    public init(_ plan: SimulationPlan, startingAt start: Timestamp) {
        self.plan = plan
        building = SimulatedBuilding(radioCount: plan.radios)
        activeMasters = (0..<building.regionCount).map { [building] in building.masters(in: UInt8($0))[0] }
        model = CallModel(users: plan.userCount, scenario: plan.scenario)
        // IDs from 293 on have room for the largest systems (manual 4.6.34).
        systemID = SystemID(unchecked: plan.radios <= 1000 ? 7 : 293)
        random = SeededGenerator(seed: plan.seed)
        now = start
        radios = []
        radios.reserveCapacity(plan.radios)
        for number in 0..<plan.radios {
            let mac = MACAddress(rawValue: 0x0001_3e00_0000 | UInt64(0x10_0000 + number))
            let model: DeviceModel = random.chance(0.08) ? .ipbs2 : .ipbs3
            radios.append(SimulatedRadio(mac: mac, model: model))
        }
    }

    /// When the next input is due.
    public var nextTime: Timestamp { hasBegun ? queue.nextTime ?? now : now }

    /// The inputs up to `time`, in order. The first call gives all that it takes to set the system up.
    public mutating func advance(to time: Timestamp) -> [SiteInput] {
        // What sets the system up is thousands of inputs, and comes once.
        inputs.removeAll(keepingCapacity: inputs.count < 1000)
        if !hasBegun {
            hasBegun = true
            setUp()
            schedule()
        }
        while let (due, event) = queue.next(until: time) {
            now = due
            handle(event)
        }
        now = max(now, time)
        return inputs
    }

    private mutating func handle(_ event: Event) {
        switch event {
        case .callAttempt: attemptCall()
        case .callAnswer(let call): answer(call)
        case .callEnd(let call, let release): end(call, release)
        case .handover(let call): beginHandover(call)
        case .handoverEnd(let call): endHandover(call)
        case .drift: drift()
        case .restart: restart()
        case .lose(let radio): lose(radio)
        case .giveBack(let radio): giveBack(radio)
        case .loseSync: loseSync()
        case .findSync(let radio): findSync(radio)
        case .mirror(let isReachable): reach(isReachable)
        case .storm: storm()
        case .calm(let radio, let fault): calm(radio, fault)
        }
    }

    /// What happens first of everything that happens again and again.
    private mutating func schedule() {
        queue.add(
            .callAttempt, at: now.adding(milliseconds: random.wait(meanMilliseconds: model.meanMilliseconds(at: now))))
        queue.add(.drift, at: now.adding(seconds: 5))
        queue.add(.restart, at: now.adding(milliseconds: random.wait(meanMilliseconds: Self.meanRestartMilliseconds)))
        let begin = now.adding(seconds: 10)
        switch plan.scenario {
        case .quiet, .busyHour:
            break
        case .radioLoss:
            for radio in radios.indices where radio % 10 == 3 || radios.count < 4 && radio == 0 {
                queue.add(
                    .lose(radio: radio), at: begin.adding(milliseconds: Int64.random(in: 0..<60_000, using: &random)))
            }
        case .syncStorm:
            queue.add(.loseSync, at: begin)
        case .mirrorSwitch:
            queue.add(.mirror(isReachable: false), at: now.adding(seconds: 20))
        case .alarmStorm:
            queue.add(.storm, at: begin)
        }
    }
}

extension SystemID {
    /// A system ID that is known to be in range.
    fileprivate init(unchecked rawValue: UInt16) {
        assert(Self.range.contains(rawValue))
        self.rawValue = rawValue
    }
}
