import NetworkValues
import Synchronization

/// Settings that were checked and wait to be applied, one for each session. They may have secrets in them, so that they
/// stay in this process.
final class WaitingTexts: Sendable {
    /// What waits.
    enum Content: Sendable {
        /// A whole file.
        case whole(String)
        /// Lines that change what is there.
        case lines(String)
    }

    private struct Entry {
        var number: Int
        var content: Content
        var time: Timestamp
    }

    /// The most that wait.
    static let limit = 8
    /// The milliseconds after which one is dropped.
    static let milliseconds: Int64 = 600_000

    /// By the token of the session's forms.
    private let entries = Mutex<(last: Int, all: [String: Entry])>((0, [:]))

    /// Keeps a text for a session in the place of the one before, and gives its number.
    func put(_ content: Content, for visit: PageVisit) -> String {
        entries.withLock { entries in
            entries.all = entries.all.filter { visit.now.milliseconds(since: $0.value.time) < Self.milliseconds }
            if entries.all.count >= Self.limit, let oldest = entries.all.min(by: { $0.value.number < $1.value.number })
            {
                entries.all[oldest.key] = nil
            }
            entries.last += 1
            entries.all[visit.viewer.csrf] = Entry(number: entries.last, content: content, time: visit.now)
            return String(entries.last)
        }
    }

    /// Takes the text of that number out; `nil` when it is not there any more.
    func take(_ number: String, for visit: PageVisit) -> Content? {
        entries.withLock { entries in
            guard let entry = entries.all[visit.viewer.csrf], String(entry.number) == number,
                visit.now.milliseconds(since: entry.time) < Self.milliseconds
            else { return nil }
            entries.all[visit.viewer.csrf] = nil
            return entry.content
        }
    }
}

/// Lines of settings without their secrets, for a page that shows them again.
enum SecretLines {
    /// The names of the options whose values may be shown: those that are known and that are secret in no module.
    static func names(_ visit: PageVisit) async throws -> Set<String> {
        let options = try await visit.api.get("config/modules").elements.flatMap { $0["options"].elements }
        let secrets = Set(options.filter { $0["kind"]["type"] == "secret" }.compactMap { $0["name"].text })
        return Set(options.compactMap { $0["name"].text }).subtracting(secrets)
    }

    /// The text with the values of all other options taken out.
    static func cut(_ text: String, _ names: Set<String>) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { cut(line: $0, names) }
            .joined(separator: "\n")
    }

    private static func cut(line: Substring, _ names: Set<String>) -> String {
        var out = ""
        var rest = line
        var isSecret = false
        while !rest.isEmpty {
            let blanks = rest.prefix { $0.isWhitespace }
            rest = rest.dropFirst(blanks.count)
            let word = Self.word(&rest)
            // What stands behind a secret's name is its value, unless it is another option.
            if isSecret, !word.hasPrefix("/") {
                isSecret = false
                continue
            }
            isSecret = word.hasPrefix("/") && !names.contains(word.dropFirst().lowercased())
            out += blanks + word
        }
        return out
    }

    /// Takes the next word off: quotation marks hold blanks together, and a backslash what follows it.
    private static func word(_ rest: inout Substring) -> Substring {
        let start = rest.startIndex
        var isQuoted = false
        var place = start
        while place < rest.endIndex, isQuoted || !rest[place].isWhitespace {
            if rest[place] == "\\" {
                place = rest.index(after: place)
                if place == rest.endIndex { break }
            } else if rest[place] == "\"" {
                isQuoted.toggle()
            }
            place = rest.index(after: place)
        }
        let word = rest[start..<place]
        rest = rest[place...]
        return word
    }
}
