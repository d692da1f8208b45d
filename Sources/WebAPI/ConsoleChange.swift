/// What somebody changed, for the journal: one sentence with what was before and what is now, without secrets.
public struct ConsoleChange: Sendable, Equatable {
    /// What part of the agent it belongs to, such as `radios`.
    public var module: String
    /// The sentence, without who did it.
    public var text: String

    /// Makes a change.
    public init(_ module: String, _ text: String) {
        self.module = module
        self.text = text
    }

    /// A change of one thing, in the words of changed settings.
    init(_ module: String, _ subject: String, from old: String, to new: String) {
        self.init(module, "\(subject) was changed from \(Self.shown(old)) to \(Self.shown(new))")
    }

    /// A value in a sentence.
    static func shown(_ value: String) -> String { value.isEmpty ? "nothing" : "\"\(value)\"" }
}
