import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Packs a folder into one file by GNU tar and gzip. They are programs of their own: none of it is in the agent's memory.
enum Packing {
    static let program = "/usr/bin/tar"

    /// Packs `folder/name` into `file`. Owners and times of files tell nothing of this machine.
    static func pack(_ name: String, in folder: String, into file: String) async throws(ReportError) {
        // Made beforehand, so that nobody else can read it at any time.
        _ = try OutputFile(file, name: "archive").finish()
        let arguments: [String] = [
            "--create", "--file=\(file)", "--use-compress-program=gzip -5", "--directory=\(folder)", "--sort=name",
            "--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=", "--format=ustar", name,
        ]
        let status: TerminationStatus
        let said: String
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments),
                environment: .custom(["PATH": "/usr/bin:/bin", "LC_ALL": "C"]), input: .none, output: .discarded,
                error: .string(limit: 4096))
            status = result.terminationStatus
            said = result.standardError.split(separator: "\n").last.map(String.init) ?? ""
        } catch {
            if Task.isCancelled { throw ReportError(.cancelled, "the report was cancelled") }
            throw ReportError(
                .program, "the archive cannot be packed: \(program) cannot be run (\(error)); install tar")
        }
        if Task.isCancelled { throw ReportError(.cancelled, "the report was cancelled") }
        guard status.isSuccess else {
            throw ReportError(.program, "the archive cannot be packed: tar ended with \(status): \(said)")
        }
    }
}
