#include "modules/members/members.h"
