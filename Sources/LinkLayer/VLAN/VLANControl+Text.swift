import LinkProtocols
public import NetworkValues

// As text, for a restart of the agent.
extension VLANControl {
    /// The longest text that is read, in octets.
    public static let textLimit = 1 << 18

    /// What must be kept over a restart.
    public var text: String {
        var lines = ["vlan-control 1 \(boot)"]
        if isLLDPAllowed { lines.append("lldp-allowed") }
        if let mark { lines.append("mark \(mark.isOurs ? "made" : "found") \(mark.name)") }
        for (wish, failure) in failures.sorted(by: { $0.key.words < $1.key.words }) {
            lines.append("failure \(wish.words) \(failure.attempts) \(failure.isBlocked ? "blocked" : "open")")
        }
        if let wish { lines.append("wish \(wish.words) \(wishSource.rawValue)") }
        if case .confirming(let plan, _) = state {
            lines.append("confirming \(plan.target) \(isRestored ? "again" : "first")")
            if let mark = plan.mark { lines.append("next \(mark.isOurs ? "made" : "found") \(mark.name)") }
        }
        lines += undo.map { "undo \($0.words)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Takes up what an agent before this one left, and makes good for what it could not finish. What another boot of the
    /// host left standing is gone, and only what was learned counts. `nil` for text that is none of `text`.
    ///
    /// A change that was under way is taken back. One that waited to be confirmed waits anew, once; the second time it is
    /// taken back, so that an agent that keeps ending does not keep a VLAN that nobody confirmed.
    public static func restored(
        _ text: String, _ settings: Settings, boot: String, _ table: RouteTable, now: Timestamp
    ) -> (control: VLANControl, actions: [Action])? {
        guard text.utf8.count <= textLimit else { return nil }
        var control = VLANControl(settings, boot: boot)
        var reading = Reading()
        for line in text.split(separator: "\n") {
            guard reading.take(line.split(separator: " ")[...], &control) else { return nil }
        }
        guard let bootBefore = reading.boot else { return nil }
        guard bootBefore == boot else {
            control.mark = nil
            control.undo = []
            control.wish = nil
            return (control, [])
        }
        guard !control.undo.isEmpty else {
            control.wish = nil
            return (control, [])
        }
        control.isRestored = true
        guard let waiting = reading.waiting, !waiting.isAgain else {
            let actions = control.rollBack("the agent ended before it was confirmed", table, now)
            return (control, actions)
        }
        let plan = VLANPlan(undoing: control.undo, target: waiting.target, mark: reading.next)
        let actions = control.beginConfirming(plan, table, now)
        return (control, actions)
    }

    private struct Reading {
        var boot: String?
        var next: VLANPlan.Mark?
        var waiting: (target: String, isAgain: Bool)?

        mutating func take(_ words: ArraySlice<Substring>, _ control: inout VLANControl) -> Bool {
            let rest = words.dropFirst()
            let parts = Array(rest)
            switch words.first {
            case "vlan-control":
                guard boot == nil, parts.count == 2, parts[0] == "1" else { return false }
                boot = String(parts[1])
            case "lldp-allowed": control.isLLDPAllowed = true
            case "mark", "next":
                guard parts.count == 2, parts[0] == "made" || parts[0] == "found" else { return false }
                let mark = VLANPlan.Mark(name: String(parts[1]), isOurs: parts[0] == "made")
                if words.first == "mark" { control.mark = mark } else { next = mark }
            case "failure":
                guard parts.count == 4, let wish = Wish(words: parts[0], parts[1]), let count = Int(parts[2]),
                    count > 0,
                    control.failures.count < VLANControl.failureLimit
                else { return false }
                control.failures[wish] = Failure(attempts: min(count, 1000), isBlocked: parts[3] == "blocked")
            case "wish":
                guard parts.count == 3, let wish = Wish(words: parts[0], parts[1]),
                    let source = VLANSource(rawValue: String(parts[2]))
                else { return false }
                control.wish = wish
                control.wishSource = source
            case "confirming":
                guard parts.count == 2 else { return false }
                waiting = (String(parts[0]), parts[1] == "again")
            case "undo":
                guard let step = VLANStep(words: rest), control.undo.count < 4 * VLANPlan.limit else { return false }
                control.undo.append(step)
            default: return false
            }
            return boot != nil
        }
    }
}

extension VLANPlan {
    /// The plan that these steps take back.
    init(undoing undo: [VLANStep], target: String, mark: Mark?) {
        steps = undo.reversed().map(\.undo)
        self.target = target
        self.mark = mark
        notes = []
    }
}

extension VLANControl.Wish {
    var words: String {
        switch tagging {
        case .untagged: "untagged \(priority)"
        case .priority: "priority \(priority)"
        case .vlan(let vlan): "\(vlan) \(priority)"
        }
    }

    init?(words tagging: Substring, _ priority: Substring) {
        guard let priority = UInt8(priority), priority <= 7 else { return nil }
        switch tagging {
        case "untagged": self.init(tagging: .untagged, priority: priority)
        case "priority": self.init(tagging: .priority, priority: priority)
        default:
            guard let vlan = UInt16(tagging), (1...4094).contains(vlan) else { return nil }
            self.init(tagging: .vlan(vlan), priority: priority)
        }
    }
}
