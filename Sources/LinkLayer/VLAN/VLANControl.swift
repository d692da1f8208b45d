public import LinkProtocols
public import NetworkValues

/// Follows decisions on the VLAN without losing the device: a value with injected time.
///
/// By default it only says what it would do. When it applies a plan it runs one step after the other, each acknowledged;
/// a refusal takes back what was done. A change that is not confirmed in time, by a gateway that answers in the new VLAN or
/// by an operator, is taken back as well. What failed is not tried again until something else is decided, the port's link
/// comes up again (some times), or an operator wants it.
///
/// Manual 4.16 warns of devices that learn LLDP by an upgrade and move to a VLAN in which nobody reaches them. So the first
/// VLAN from LLDP is held until an operator allows it, or the settings do; one that was confirmed allows those after it.
public struct VLANControl: Hashable, Sendable {
    /// Seconds between two times at which the kernel is asked for a gateway.
    static let probeSeconds: Int64 = 3
    /// The most decisions whose failure is remembered.
    static let failureLimit = 32

    /// What the settings say.
    public internal(set) var settings: Settings
    /// Where it stands.
    public internal(set) var state = State.undecided
    /// The last decision.
    public internal(set) var decision: VLANDecision?
    /// The link on which the agent put the device's addresses; `nil` for the port itself.
    public internal(set) var mark: VLANPlan.Mark?
    /// Whether a VLAN from LLDP was confirmed or allowed.
    public internal(set) var isLLDPAllowed = false

    let boot: String
    var failures: [Wish: Failure] = [:]
    var isUnsupported = false
    /// Steps that take back what is done, the next one first.
    var undo: [VLANStep] = []
    /// Whether `undo` was read from what an agent before this one left.
    var isRestored = false
    /// The wish that is being fulfilled or taken back.
    var wish: Wish?
    var wishSource = VLANSource.none
    private var changes: [Timestamp] = []
    private var nextProbe: Timestamp?
    /// Gateways that were seen to be in doubt since the change: only an answer after that proves anything.
    private var doubted: Set<NeighbourEntry.Key> = []
    private var wasPortUp: Bool?

    /// Makes a control that knows nothing. `boot` tells one boot of the host from others.
    public init(_ settings: Settings, boot: String) {
        self.settings = settings
        self.boot = boot
    }

    /// When `.timer` must be handled at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? {
        switch state {
        case .confirming(_, let until): nextProbe.map { min($0, until) } ?? until
        case .held(.tooManyChanges(let until), _): until
        default: nil
        }
    }

    /// Whether steps of a plan are run.
    var isApplying: Bool { if case .applying = state { true } else { false } }

    /// Whether a change is under way.
    public var isBusy: Bool {
        switch state {
        case .applying, .confirming, .rollingBack: true
        default: false
        }
    }

    /// Takes an event. Returns what must be done.
    public mutating func handle(_ event: Event, _ table: RouteTable, now: Timestamp) -> [Action] {
        switch event {
        case .decision(let decided):
            decision = decided
            return evaluate(table, now)
        case .table:
            notePort(table)
            if case .confirming(let plan, _) = state { return look(for: plan, table, now) }
            return evaluate(table, now)
        case .answer(let answer): return take(answer, table, now)
        case .confirm:
            guard case .confirming(let plan, _) = state else { return [] }
            return confirmed(plan, "an operator", table, now)
        case .reject:
            guard case .confirming = state else { return [] }
            return rollBack("an operator wanted it", table, now)
        case .allowLLDP:
            isLLDPAllowed = true
            return [.store(text), .note("VLANs from LLDP are followed from now on")] + evaluate(table, now)
        case .retry:
            failures = [:]
            isUnsupported = false
            changes = []
            return [.store(text)] + evaluate(table, now)
        case .settings(let new):
            guard new != settings else { return [] }
            settings = new
            failures = [:]
            isUnsupported = false
            return evaluate(table, now)
        case .timer: return timer(table, now)
        }
    }

    private mutating func timer(_ table: RouteTable, _ now: Timestamp) -> [Action] {
        guard case .confirming(let plan, let until) = state else { return evaluate(table, now) }
        if now >= until {
            return rollBack("nothing confirmed it within \(settings.confirmSeconds) seconds", table, now)
        }
        return look(for: plan, table, now)
    }

    /// A link that comes up may lead to another switch: what failed may be tried again, some times.
    private mutating func notePort(_ table: RouteTable) {
        guard let port = table.link(named: settings.port) else { return }
        if wasPortUp == false, port.isOperationallyUp {
            for (wish, failure) in failures where failure.attempts < settings.attemptLimit {
                failures[wish]?.isBlocked = false
            }
        }
        wasPortUp = port.isOperationallyUp
    }

    // MARK: Deciding

    /// Looks at what was decided, unless a change is under way.
    mutating func evaluate(_ table: RouteTable, _ now: Timestamp) -> [Action] {
        guard !isBusy, let decision else { return [] }
        let before = state
        let plan: VLANPlan
        do throws(VLANPlanError) {
            plan = try VLANPlan(decision, port: settings.port, former: mark, table: table)
        } catch {
            state = .impossible(error)
            return state == before ? [] : [.warning("the VLAN cannot be planned: \(error)")]
        }
        guard !plan.isEmpty else {
            state = .current
            return []
        }
        guard settings.mode == .apply else {
            state = .observed(plan)
            return state == before ? [] : Self.say("would be done for \(decision.tagging)", plan)
        }
        if let reason = hold(decision, plan, now) {
            state = .held(reason, plan)
            if case .held(let said, _) = before, said == reason { return [] }
            return [.warning("\(decision.tagging) is not applied: \(reason)")] + Self.say("would be done", plan)
        }
        if isUnsupported, plan.makesLink {
            state = .unsupported(plan)
            return []
        }
        return begin(plan, decision, table, now)
    }

    private mutating func hold(_ decision: VLANDecision, _ plan: VLANPlan, _ now: Timestamp) -> Hold? {
        if decision.source == .lldp, !isLLDPAllowed, !settings.followsFirstLLDP { return .firstLLDP }
        if let failure = failures[Wish(decision)], failure.isBlocked { return .failed(attempts: failure.attempts) }
        changes.removeAll { now >= $0.adding(seconds: 3600) }
        if changes.count >= settings.changesPerHour, let first = changes.first {
            return .tooManyChanges(until: first.adding(seconds: 3600))
        }
        return nil
    }

    private static func say(_ what: String, _ plan: VLANPlan) -> [Action] {
        let shown = plan.texts.prefix(50)
        let rest = plan.steps.count - shown.count
        return [.note("\(what): \(shown.joined(separator: "; "))\(rest > 0 ? "; and \(rest) more" : "")")]
            + plan.notes.prefix(20).map(Action.note)
    }

    // MARK: Applying

    private mutating func begin(_ plan: VLANPlan, _ decision: VLANDecision, _ table: RouteTable, _ now: Timestamp)
        -> [Action]
    {
        changes.append(now)
        wish = Wish(decision)
        wishSource = decision.source
        // All that may have to be taken back is on the disk before the first step.
        undo = plan.undo
        state = .applying(plan, step: 0)
        let stored = text
        undo = []
        return [.store(stored)] + Self.say("is done for \(decision.tagging)", plan) + [.run(plan.steps[0])]
    }

    private mutating func take(_ answer: RouteAnswer, _ table: RouteTable, _ now: Timestamp) -> [Action] {
        switch state {
        case .applying(let plan, let step):
            switch answer {
            case .done:
                undo.insert(plan.steps[step].undo, at: 0)
                return proceed(plan, step + 1, table, now)
            case .refused(let refusal) where refusal.isUnsupported && plan.makesLink && step == 0:
                isUnsupported = true
                undo = []
                wish = nil
                state = .unsupported(plan)
                return [
                    .store(text),
                    .warning("the kernel has no VLAN links (8021q): \(refusal); \(plan.texts.joined(separator: "; "))"),
                ]
            case .refused(let refusal):
                return rollBack("\(plan.steps[step].text): \(refusal)", table, now)
            case .noAnswer:
                undo.insert(plan.steps[step].undo, at: 0)
                return rollBack("\(plan.steps[step].text): no answer", table, now)
            }
        case .rollingBack(let reason):
            guard let step = undo.first else { return ended(reason, table, now) }
            undo.removeFirst()
            var said: [Action] = []
            switch answer {
            case .done: break
            case .refused(let refusal) where refusal.isAlreadySo: break
            case .refused(let refusal): said = [.warning("could not be taken back: \(step.text): \(refusal)")]
            case .noAnswer: said = [.warning("could not be taken back: \(step.text): no answer")]
            }
            return said + (undo.first.map { [.run($0)] } ?? ended(reason, table, now))
        default: return []
        }
    }

    private mutating func proceed(_ plan: VLANPlan, _ step: Int, _ table: RouteTable, _ now: Timestamp) -> [Action] {
        guard step == plan.steps.count else {
            state = .applying(plan, step: step)
            return [.run(plan.steps[step])]
        }
        return beginConfirming(plan, table, now)
    }

    mutating func beginConfirming(_ plan: VLANPlan, _ table: RouteTable, _ now: Timestamp) -> [Action] {
        state = .confirming(plan, until: now.adding(seconds: settings.confirmSeconds))
        doubted = []
        nextProbe = nil
        return [.store(text), .note("it is taken back unless it is confirmed in \(settings.confirmSeconds) seconds")]
            + look(for: plan, table, now)
    }

    // MARK: Confirming

    /// Looks for a gateway that answers by way of the new link.
    private mutating func look(for plan: VLANPlan, _ table: RouteTable, _ now: Timestamp) -> [Action] {
        guard settings.isConfirmedByGateway, let link = table.link(named: plan.target) else {
            nextProbe = nil
            return []
        }
        let gateways = table.defaultGateways.filter { $0.index == link.index }
        for gateway in gateways {
            guard let entry = table.neighbours[gateway] else { continue }
            // On a link that was there before, an entry may be older than the change.
            if !entry.isReachable { doubted.insert(gateway) }
            if entry.isReachable, plan.makesLink || doubted.contains(gateway) {
                return confirmed(plan, "the gateway \(gateway.address)", table, now)
            }
        }
        if let due = nextProbe, now < due { return [] }
        nextProbe = now.adding(seconds: Self.probeSeconds)
        return gateways.map(Action.resolve)
    }

    private mutating func confirmed(_ plan: VLANPlan, _ who: String, _ table: RouteTable, _ now: Timestamp)
        -> [Action]
    {
        mark = plan.mark
        undo = []
        isRestored = false
        nextProbe = nil
        if let wish { failures[wish] = nil }
        if wishSource == .lldp { isLLDPAllowed = true }
        wish = nil
        state = .current
        return [.store(text), .note("\(who) confirmed the VLAN: \(plan.target) is used")] + evaluate(table, now)
    }

    mutating func rollBack(_ reason: String, _ table: RouteTable, _ now: Timestamp) -> [Action] {
        nextProbe = nil
        state = .rollingBack(reason: reason)
        let said = [Action.warning("the change of VLAN is taken back: \(reason)")]
        return said + (undo.first.map { [.store(text), .run($0)] } ?? ended(reason, table, now))
    }

    private mutating func ended(_ reason: String, _ table: RouteTable, _ now: Timestamp) -> [Action] {
        if let wish {
            if failures[wish] == nil, failures.count >= Self.failureLimit, let any = failures.keys.first {
                failures[any] = nil
            }
            failures[wish] = Failure(attempts: (failures[wish]?.attempts ?? 0) + 1, isBlocked: true)
        }
        wish = nil
        undo = []
        isRestored = false
        state = .undecided
        return [.store(text)] + evaluate(table, now)
    }
}
