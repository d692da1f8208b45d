import Faults
import IPDECTCore
import NetworkValues

/// Lines with a fault's code: `Alarm set 0x00030204 …`, `Alarm cleared 0x00030204 …`, `Error 0x00050001 …`.
enum FaultLine {
    private static let cleared: Set<String> = ["clear", "cleared", "alarm-clear", "alarm-cleared", "alarmcleared"]
    private static let begun: Set<String> = ["set", "raise", "raised", "alarm-set", "active"]
    private static let events: Set<String> = ["event", "error"]

    static func reading(_ words: LineWords) -> DeviceReading? {
        var found: FaultCode?
        for position in words.indices where words[position].hasPrefix("0x00") {
            guard let code = code(words[position]), found == nil || found == code else { return nil }
            found = code
        }
        guard let code = found, let kind = kind(words) else { return nil }
        guard let definition = FaultCatalogue.definition(of: code) else {
            return .raw(DeviceText.shortened("line: " + words.words.map(\.text).joined(separator: " ")))
        }
        let severities = FaultSeverity.allCases.filter { words.hasAny(["\($0)"]) }
        let report = ReportedAlarm(code: code, severity: severities.count == 1 ? severities[0] : nil)
        switch kind {
        case .clear: return .alarmCleared(code, source: nil, deviceTime: nil)
        case .alarm: return definition.kind == .event ? .event(report) : .alarm(report)
        case .event: return .event(report)
        }
    }

    private enum Kind {
        case alarm
        case clear
        case event
    }

    private static func kind(_ words: LineWords) -> Kind? {
        let isCleared = words.hasAny(cleared) || words.hasPair(["alarm"], ["timeout"])
        let isBegun = words.hasAny(begun)
        let isEvent = words.hasAny(events)
        guard !words.isUncertain else { return nil }
        switch (isCleared, isBegun, isEvent) {
        case (true, false, false): return .clear
        case (false, true, false): return .alarm
        case (false, false, true): return words.hasAny(["alarm"]) ? nil : .event
        case (false, false, false): return words[0] == "alarm" || words[1] == "alarm" ? .alarm : nil
        default: return nil
        }
    }

    /// `0x` and eight digits.
    private static func code(_ word: String) -> FaultCode? {
        guard word.utf8.count == 10, let number = UInt32(word.dropFirst(2), radix: 16), number > 0 else { return nil }
        return FaultCode(rawValue: number)
    }
}

/// Lines of a Master about one of its radios: `Connection to Radio lost: ipbs2-12-34-56`, `Radio 00:01:3e:12:34:56
/// registered`, `DECT MASTER ipbs2-12-34-56 registration down`.
enum RadioLine {
    private enum State {
        case lost
        case registered
    }

    /// What may stand between the word radio, the radio's name and what became of it.
    private static let filling: Set<String> = [
        "mac", "addr", "address", "ip", "ip-address", "name", "host", "id", "is", "was", "has", "been", "have", "the",
        "connection", "registration", "now", "with", "newly", "successfully",
    ]
    /// What may stand behind what became of it.
    private static let behind: Set<String> = [
        "at", "to", "from", "by", "on", "in", "since", "after", "for", "because", "due", "with", "connection",
        "registration", "contact", "timeout", "master", "reason", "cause", "again",
    ]

    static func reading(_ words: LineWords) -> DeviceReading? {
        guard !words.isUncertain, !words.words.contains(where: { SyncLine.isSync($0.text) }) else { return nil }
        for position in words.indices where words[position] == "radio" {
            if let reading = reading(words, from: position + 1, onlyNames: false) { return reading }
        }
        let module =
            words[0] == "dect" && words[1] == "master"
            ? 2 : ["master", "dect_master", "dect-master"].contains(words[0]) ? 1 : 0
        return module == 0 ? nil : reading(words, from: module, onlyNames: true)
    }

    /// The radio's name and what became of it, in either order, with nothing but filling words between them. `onlyNames`
    /// takes only hardware names, which no user or server has.
    private static func reading(_ words: LineWords, from start: Int, onlyNames: Bool) -> DeviceReading? {
        var radio: RadioReference?
        var state: State?
        var position = start
        while position < min(words.words.count, start + 10), radio == nil || state == nil {
            let word = words[position]
            if state == nil, let (found, length) = self.state(words, position) {
                // Behind it nothing may stand that turns it into something else, such as "lost 5 packets".
                let next = words[position + length]
                let isFree =
                    next.isEmpty || words.words[position + length - 1].endsClause || behind.contains(next)
                    || filling.contains(next) || words.reference(position + length) != nil
                guard isFree else { return nil }
                state = found
                position += length
            } else if radio == nil, let found = words.reference(position) {
                if onlyNames, case .name = found {} else if onlyNames { return nil }
                radio = found
                position += 1
            } else if filling.contains(word) {
                // A radio that is named behind "with" is the other end.
                if word == "with", radio == nil { return nil }
                position += 1
            } else {
                return nil
            }
        }
        guard let radio, let state else { return nil }
        return state == .lost ? .radioLost(radio) : .radioRegistered(radio)
    }

    /// What became of the radio, and how many words say so.
    private static func state(_ words: LineWords, _ position: Int) -> (State, length: Int)? {
        switch words[position] {
        case "lost", "disconnected", "unregistered", "deregistered", "de-registered": (.lost, 1)
        case "down" where words[position - 1] == "registration" || words[position - 1] == "connection": (.lost, 1)
        case "registered", "re-registered", "reregistered": (.registered, 1)
        default: nil
        }
    }
}

/// Lines about the device's own air synchronization: `Sync lost: PSCN changed`, `RFP unsynchronized`, `Air sync found`.
enum SyncLine {
    /// Synchronizations of another kind, and with other systems.
    private static let others: Set<String> = [
        "ntp", "sntp", "clock", "ldap", "database", "db", "user", "users", "config", "configuration", "directory",
        "ring",
        "reference", "alien", "file", "mirror", "standby-master", "replication", "license", "licenses", "system-time",
        "candidate", "candidates", "port", "subscription", "data", "server", "handset", "handsets", "phone", "queue",
    ]
    /// Words of the radio part, of which one must be there unless the line begins with the synchronization.
    private static let radio: Set<String> = [
        "air", "rfp", "rfpi", "radio", "dect", "bearer", "slot", "slave", "pscn", "mfn", "carrier", "carriers", "frame",
        "multiframe", "multi-frame", "source",
    ]
    private static let finds: Set<String> = ["found", "regained", "established", "acquired", "restored"]
    private static let filling: Set<String> = [
        "is", "was", "has", "been", "source", "the", "air", "state", "dect", "to", "status",
    ]

    private static let names: Set<String> = [
        "sync", "synchronization", "synchronisation", "synchronized", "synchronised", "unsynchronized",
        "unsynchronised",
        "air-sync", "airsync", "resynchronized", "resynchronised",
    ]

    static func isSync(_ word: String) -> Bool { names.contains(word) }

    static func reading(_ words: LineWords) -> DeviceReading? {
        guard let position = words.indices.first(where: { isSync(words[$0]) }), !words.hasAny(others),
            // A time of day in the line would be "time 12:00": only as what is synchronized it counts.
            !words.hasPair(
                ["time", "system"], ["sync", "synchronized", "synchronised", "synchronization", "synchronisation"]),
            // Another device's synchronization.
            !words.indices.contains(where: { words.reference($0) != nil })
        else { return nil }
        guard position <= 1 || words.hasAny(radio) || words[position].hasPrefix("air") else { return nil }
        if isSourceNotFound(words) { return .syncLost(.sourceNotFound) }
        guard !words.isUncertain else { return nil }
        let isLost = lost(words, position)
        let isFound = found(words, position)
        guard isLost != isFound, !isLost || !words.hasAny(finds) else { return nil }
        return isLost ? .syncLost(cause(words)) : .syncFound
    }

    private static func lost(_ words: LineWords, _ position: Int) -> Bool {
        let word = words[position]
        if word.hasPrefix("unsync") { return true }
        guard word == "sync" || word.hasPrefix("synchroni") && word.hasSuffix("ation") || word.hasPrefix("air") else {
            return false
        }
        if words[position - 1] == "lost" || words[position - 1] == "air" && words[position - 2] == "lost" {
            return true
        }
        return behind(words, position) == "lost"
    }

    private static func found(_ words: LineWords, _ position: Int) -> Bool {
        let word = words[position]
        if word.hasSuffix("ized") || word.hasSuffix("ised") {
            // Without a word of the radio part it could be anything that is synchronized.
            return !word.hasPrefix("un") && !words.hasPair(["longer"], [word]) && words.hasAny(radio)
        }
        if words[position - 1] == "in", words.hasAny(radio) { return true }
        guard words[behindPosition(words, position) - 1] != "source" else { return false }
        return finds.contains(behind(words, position)) || behind(words, position) == "ok"
    }

    /// The first word behind that says something.
    private static func behind(_ words: LineWords, _ position: Int) -> String { words[behindPosition(words, position)] }

    private static func behindPosition(_ words: LineWords, _ position: Int) -> Int {
        var next = position + 1
        while next < position + 4, filling.contains(words[next]) { next += 1 }
        return next
    }

    /// `No synchronization source found within 9 minutes`, `Sync lost: source not found`, and the like.
    private static func isSourceNotFound(_ words: LineWords) -> Bool {
        guard words.hasAny(["source"]), !words.hasAny(["if", "when", "will", "would"]) else { return false }
        if words.hasAny(["lost"]), words.hasPair(["not"], ["found"]) { return cause(words) == nil }
        return words.hasPair(["9", "nine"], ["minutes", "min"]) && words.hasAny(["no", "not", "unable", "lost"])
    }

    /// The cause, if the line tells exactly one (manual 4.11.5).
    private static func cause(_ words: LineWords) -> SyncLossCause? {
        var causes: Set<SyncLossCause> = []
        if words.hasAny(["pscn"]) { causes.insert(.pscnChanged) }
        let isMultiframe = words.hasAny(["multiframe", "multi-frame", "mfn"]) || words.hasPair(["multi"], ["frame"])
        if isMultiframe {
            causes.insert(.multiframeNumberChanged)
        } else if words.hasPair(["frame"], ["number"]) {
            causes.insert(.frameNumberChanged)
        }
        if words.hasAny(["carriers"]) { causes.insert(.carriersChanged) }
        return causes.count == 1 ? causes.first : nil
    }
}

/// Lines about the device's own start: `System start`, `Cold start`, `Unexpected restart (watchdog/reset/power on)`.
enum RestartLine {
    /// What else starts, restarts and is reset.
    private static let others: Set<String> = [
        "rfp", "rfps", "radio", "radios", "handset", "handsets", "phone", "call", "calls", "connection", "connections",
        "tcp", "tls", "session", "timer", "password", "user", "service", "process", "interface", "counter", "log",
        "logging", "trace", "standby", "mirror", "slave", "gateway", "registration", "peer", "port", "update",
        "dhcp", "download", "scan", "failed", "script", "media", "rtp", "sip", "h323", "sync", "synchronization",
    ]
    private static let device: Set<String> = ["system", "device", "box", "unit", "hardware"]

    static func reading(_ words: LineWords) -> DeviceReading? {
        // "Restart in 5 s" is yet to come.
        guard !words.hasAny(others), !words.isUncertain, !words.hasAny(["in", "after"]),
            !words.indices.contains(where: { words.reference($0) != nil })
        else { return nil }
        let isCold =
            words.hasAny(["coldstart", "cold-start"]) || words.hasPair(["cold"], ["start", "boot", "restart"])
        let isWarm =
            words.hasAny(["warmstart", "warm-start"]) || words.hasPair(["warm"], ["start", "boot", "restart"])
        if isCold != isWarm { return .started(isCold: isCold) }
        guard !isCold else { return nil }
        let restarted = words.hasPair(
            device, ["start", "started", "startup", "restart", "restarted", "rebooted", "reset"])
        let wasRestarted = words.hasPair(["was", "has"], ["restarted", "rebooted", "reset"]) && words.hasAny(device)
        let unexpected = words.hasPair(["unexpected", "watchdog"], ["restart", "reset", "reboot"])
        return restarted || wasRestarted || unexpected ? .started(isCold: nil) : nil
    }
}

/// Lines about somebody who could not log in at the device: `Login failed for admin from 10.0.0.9`.
enum LoginLine {
    private static let logins: Set<String> = ["login", "log-in", "logon"]
    private static let failures: Set<String> = ["failed", "failure", "denied", "rejected", "refused", "fails"]
    /// What logs in elsewhere, and handsets.
    private static let others: Set<String> = [
        "sip", "h323", "ras", "gatekeeper", "ldap", "mobility", "crypto", "trunk", "provisioning", "handset", "phone",
        "ipei", "dect", "shared", "attempts", "replicator", "proxy", "ntp", "radius", "eap", "smtp", "join",
        "registration",
    ]

    static func reading(_ words: LineWords) -> DeviceReading? {
        guard !words.hasAny(others), !words.isUncertain else { return nil }
        let isFailed = words.hasPair(logins, failures) || words.hasPair(["failed"], logins)
        let isAttempt = words.hasPair(logins, ["attempt"]) && words.hasPair(["attempt"], failures)
        return isFailed || isAttempt || words.hasPair(["failed"], ["login-attempt"]) ? .authenticationFailed : nil
    }
}
