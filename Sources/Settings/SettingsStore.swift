public import Logging
import Synchronization

/// The settings of a running agent: one file, read at the start and on demand, changed only as a whole.
///
/// A file that does not exist yet is an empty one; it is created, private to its owner, with the first change.
public final class SettingsStore: Sendable {
    /// What a reload or a change did.
    public struct Change: Sendable {
        /// The document that holds now.
        public var document: SettingsDocument
        /// The document that held before.
        public var previous: SettingsDocument
        /// Its warnings and notes.
        public var problems: [SettingsProblem]
        /// The modules whose options differ from before, sorted.
        public var changedModules: [String]
        /// The options that wait for a restart since the store was opened, such as `SNMP0 /listen`, sorted.
        public var awaitingRestart: [String]
    }

    private struct State {
        var document: SettingsDocument
        var fileText: String?
    }

    /// The file's path.
    public let path: String
    private let file: SettingsFile
    private let atStart: SettingsDocument
    private let logger: Logger
    private let state: Mutex<State>
    /// Held while the file is read or written, so that one change comes behind another. Who only reads the document does not
    /// wait for the disk.
    private let changing = Mutex(())

    /// Opens the file. Throws when it cannot be read, has errors, or holds secrets that everyone may read.
    public init(path: String, schema: SettingsSchema, logger: Logger) throws(SettingsError) {
        self.path = path
        self.logger = logger
        file = SettingsFile(path: path)
        let (document, problems, text) = try Self.load(file, schema: schema, logger: logger)
        atStart = document
        state = Mutex(State(document: document, fileText: text))
        Self.log(problems, to: logger)
    }

    /// The document that holds.
    public var document: SettingsDocument { state.withLock { $0.document } }

    /// The settings that hold, with every secret masked.
    public var shown: String { document.rendering(masked: true) }

    /// Reads the file again. When it has errors or its secrets are exposed, the settings in use stay, and it throws.
    @discardableResult
    public func reload() throws(SettingsError) -> Change {
        try alone { () throws(SettingsError) in
            let loaded: (SettingsDocument, [SettingsProblem], String?)
            do throws(SettingsError) {
                loaded = try Self.load(file, schema: document.schema, logger: logger)
            } catch {
                logger.error("the settings were not read again; those in use stay", metadata: ["reason": "\(error)"])
                throw error
            }
            let (document, problems, text) = loaded
            Self.log(problems, to: logger)
            return accept(document, problems, fileText: text)
        }
    }

    /// Changes one option: checks, writes the file, then lets everyone know.
    @discardableResult
    public func change(
        module: String, option: String, to value: SettingsDocument.NewValue
    ) throws(SettingsError) -> Change {
        try replace { document throws(SettingsError) in
            try document.changing(module: module, option: option, to: value)
        }
    }

    /// Puts another text in the file's place, such as a restored backup.
    @discardableResult
    public func replace(text: String) throws(SettingsError) -> Change {
        try replace { document throws(SettingsError) in
            SettingsDocument(ConfigText(text), schema: document.schema)
        }
    }

    /// Changes the document by `edit`: checks the result, writes the file, then lets everyone know. Throws, and leaves
    /// everything as it is, when the result has errors, the file was changed behind our back, or it cannot be written.
    @discardableResult
    public func replace(
        _ edit: (SettingsDocument) throws(SettingsError) -> SettingsDocument
    ) throws(SettingsError) -> Change {
        try alone { () throws(SettingsError) in
            let now = state.withLock { $0 }
            let document = try edit(now.document)
            let problems = document.problems()
            if let error = document.firstError(in: problems) { throw error }
            let onDisk = file.exists ? try file.read().text : nil
            guard onDisk == now.fileText else {
                throw SettingsError(
                    .changedOnDisk, "\(path) was changed since it was read; reload, then change it again")
            }
            let text = document.rendering(masked: false)
            guard text.utf8.count <= SettingsFile.maximumBytes else {
                throw SettingsError(.invalidText, "the settings are over \(SettingsFile.maximumBytes) bytes long")
            }
            try file.write(text)
            return accept(document, problems, fileText: text)
        }
    }

    /// Does something with the file while nobody else does.
    private func alone(_ body: () throws(SettingsError) -> Change) throws(SettingsError) -> Change {
        let result: Result<Change, SettingsError> = changing.withLock { _ in
            do throws(SettingsError) {
                return .success(try body())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func accept(_ document: SettingsDocument, _ problems: [SettingsProblem], fileText: String?) -> Change {
        let previous = state.withLock { state in
            defer { state = State(document: document, fileText: fileText) }
            return state.document
        }
        let changed = document.modules(differingFrom: previous)
        return Change(
            document: document, previous: previous, problems: problems, changedModules: changed,
            awaitingRestart: document.options(awaitingRestartSince: atStart))
    }

    private static func load(
        _ file: SettingsFile, schema: SettingsSchema, logger: Logger
    ) throws(SettingsError) -> (SettingsDocument, [SettingsProblem], String?) {
        guard file.exists else { return (SettingsDocument(schema: schema), [], nil) }
        let contents = try file.read()
        var (document, problems) = SettingsDocument.parse(contents.text, schema: schema)
        if let access = contents.accessProblem(holdsSecrets: document.holdsSecrets) {
            guard access.severity < .error else {
                logger.warning("the settings are refused: \(access.message)", metadata: ["file": "\(file.path)"])
                throw SettingsError(.exposedSecrets, "\(file.path): \(access.message)")
            }
            problems.insert(access, at: 0)
        }
        if let error = document.firstError(in: problems) { throw error }
        return (document, problems, contents.text)
    }

    private static func log(_ problems: [SettingsProblem], to logger: Logger) {
        for problem in problems {
            logger.log(level: problem.severity == .note ? .info : .warning, "settings: \(problem)")
        }
    }
}

extension SettingsDocument {
    /// The modules whose options differ between two documents, sorted.
    public func modules(differingFrom other: SettingsDocument) -> [String] {
        Set(states.keys).union(other.states.keys).filter { states[$0] != other.states[$0] }.sorted()
    }

    /// The options that differ and take effect only with a restart, sorted.
    func options(awaitingRestartSince start: SettingsDocument) -> [String] {
        modules(differingFrom: start).flatMap { name in
            let (now, before) = (givenOptions(of: name), start.givenOptions(of: name))
            return (schema.module(name)?.options ?? [])
                .filter { $0.takesEffect == .restart && now[$0.name] != before[$0.name] }.map { "\(name) /\($0.name)" }
        }.sorted()
    }
}
