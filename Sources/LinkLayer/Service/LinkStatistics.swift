import NetworkValues
import Settings
import Snapshot

/// What the kernel counts of the ports' links, since somebody cleared it (manual 4.2.11). The kernel does not tell of
/// counters by itself: it is asked, and answers when it likes. For the LAN thread only.
final class LinkStatistics {
    /// Seconds between two questions.
    private static let intervalSeconds: Int64 = 10

    private let file: KeptText
    private let boot: String
    private var links: [UInt32: LANStatistics] = [:]
    private var kept: [String: LANStatistics]
    private(set) var deadline: Timestamp?

    init(_ file: KeptText, boot: String) {
        self.file = file
        self.boot = boot
        let lines = file.read()?.split(separator: "\n") ?? []
        kept = Dictionary(lines.compactMap { LANStatistics(text: $0) }.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Takes the links that are counted.
    func arrange(_ names: [UInt32: String], _ now: Timestamp) {
        links = links.filter { names[$0.key] == $0.value.name }
        for (index, name) in names where links[index] == nil {
            links[index] = kept.removeValue(forKey: name) ?? LANStatistics(name: name)
        }
        deadline = links.isEmpty ? nil : now
    }

    /// Asks when it is time to.
    func passTime(_ socket: RouteSocket, _ now: Timestamp) {
        guard let deadline, deadline <= now else { return }
        for index in links.keys { _ = socket.send(.statistics(of: index), now: now) }
        self.deadline = now.adding(seconds: Self.intervalSeconds)
    }

    /// Takes an answer.
    func take(_ counters: LinkCounters, index: UInt32, _ now: Timestamp) {
        if links[index]?.take(counters, index: index, boot: boot, now: now) == true { keep() }
    }

    /// Clears the counters of these interfaces. Returns those that are not counted.
    func clear(_ names: [String], _ now: Timestamp) -> [String] {
        var unknown = Set(names)
        for (index, link) in links where unknown.contains(link.name) {
            if links[index]?.clear(at: now) == true { unknown.remove(link.name) }
        }
        keep()
        return unknown.sorted()
    }

    private func keep() {
        let lines = (Array(links.values) + Array(kept.values)).compactMap(\.text).sorted()
        _ = file.keep(lines.isEmpty ? nil : lines.joined(separator: "\n") + "\n")
    }

    /// What is published of a link.
    subscript(index: UInt32) -> LANCounters? {
        guard let link = links[index], let readAt = link.readAt else { return nil }
        let counters = LinkCounter.allCases.compactMap { counter in
            link[counter].map { LANCounters.Counter(name: "\(counter)", label: counter.label, value: $0) }
        }
        return LANCounters(counters, readAt: readAt, clearedAt: link.clearedAt)
    }
}
