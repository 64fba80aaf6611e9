#pragma once
// What the operations of every import share: what is asked, and how a report goes out. Each module declares its own,
// with its own right.

#include "platform/http/routes.h"
#include "platform/imports/import_uploads.h"

namespace platform {

// Without the kind: file_name, upload, batch, dry_run, valid_only, columns.
std::vector<ParameterSpec> import_parameters();
// What prepare() is asked with, without the kind.
std::vector<ParameterSpec> upload_parameters();
std::string file_name_of(const Request& request);
// Queues what is asked: of the file that waits as `upload` says, else of the body. Answers with the job's number.
// Errors: invalid at columns; not_found "imports.upload_gone".
Response queue_import(const Request& request, ImportUploads& uploads, std::string_view kind,
                      const std::function<JobId(const std::filesystem::path&, const ImportOptions&)>& queue);

base::Json job_schema();
Response job_response(JobId job);

// A page of a report; get gives it from a line of problems on.
using GetReport = std::function<ImportReport(int offset, int limit)>;
base::Json report_schema();
std::vector<ParameterSpec> report_parameters();  // with the job in the path
Response report_response(const Request& request, const GetReport& get);
// All problems that are kept, as a table.
Response problems_response(const Request& request, const GetReport& get);

}  // namespace platform
